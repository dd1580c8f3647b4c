"""Static files in production: hashed names, compressed, with imports between modules rewritten."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites ``import … from "./other.js"`` to the hashed name."""

    support_js_module_import_aggregation = True
