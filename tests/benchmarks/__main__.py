"""Prints every benchmark as a ratio measured in this run: ``make bench``."""

from tests.benchmarks import harness

if __name__ == "__main__":
    harness.set_up()
    from tests.benchmarks import (
        bench_admin,
        bench_built,
        bench_desk,
        bench_pages,
        bench_pdf,
        bench_rounds,
        bench_scoring,
    )

    for module in (bench_scoring, bench_pages, bench_desk, bench_rounds, bench_admin, bench_pdf, bench_built):
        for name, value, target in module.run():
            print(f"{name:<62} {value:>9.2f}   {target}", flush=True)
