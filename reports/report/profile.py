"""What radar and claimed-against-evidenced chart draw, with the sentence that each one shows."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.report.domain_shapes import Domain
from reports.report.index import Index
from reports.report.profile_shapes import Axis, Profile
from reports.report.wording import listed


def profile(index: Index, domains: Sequence[Domain]) -> Profile:
    """All domains on fixed axes from 0 to K, in framework order."""
    return Profile(
        title=_("Levels by domain"),
        takeaway=_takeaway(index, domains),
        claims_title=_("Claimed against evidenced"),
        claims_takeaway=_claims_takeaway(domains),
        top=index.top,
        levels=tuple(level.name for level in index.content.levels),
        axes=tuple(_axis(index, domain) for domain in domains),
        claimed_name=_("Claimed"),
        evidenced_name=_("Evidenced"),
        target_name=_("Target, one level up"),
    )


def _axis(index: Index, domain: Domain) -> Axis:
    target = domain.level + 1 if domain.gap is not None and domain.level is not None else None
    return Axis(
        name=domain.name,
        claimed=domain.value,
        evidenced=domain.evidenced_value,
        target=target,
        claimed_label=domain.level_label,
        evidenced_label=domain.evidenced_label,
        target_label="" if target is None else index.label(target),
    )


def _takeaway(index: Index, domains: Sequence[Domain]) -> str:
    rated = [(domain.level, domain.name) for domain in domains if domain.level is not None]
    if not rated:
        return _("No domain has a level yet.")
    low, high = min(rated)[0], max(rated)[0]
    if low == high:
        return ngettext(
            "The only rated domain is at %(level)s.",
            "All %(count)d rated domains are at %(level)s.",
            len(rated),
        ) % {"count": len(rated), "level": index.inner_label(low)}
    return _("Lowest at %(low)s: %(lowest)s. Highest at %(high)s: %(highest)s.") % {
        "low": index.inner_label(low),
        "lowest": listed([name for level, name in rated if level == low]),
        "high": index.inner_label(high),
        "highest": listed([name for level, name in rated if level == high]),
    }


def _claims_takeaway(domains: Sequence[Domain]) -> str:
    rated = [domain for domain in domains if domain.level is not None]
    short = [domain.name for domain in rated if domain.evidenced != domain.level]
    if not rated:
        return _("No domain has a level yet.")
    if not short:
        return _("In every rated domain the evidence carries the claimed level.")
    return ngettext(
        "In the only rated domain the evidence carries less than the claim: %(domains)s.",
        "In %(count)d of %(all)d rated domains the evidence carries less than the claim: %(domains)s.",
        len(rated),
    ) % {"count": len(short), "all": len(rated), "domains": listed(short)}
