"""What the map's script says, in the page's language; braces are filled in by the script."""

from model.flows import FlowKind
from model.language import Language, Text

WORDS = {
    "receives": Text("Receives ({n})"),
    "gives": Text("Gives ({n})"),
    "nothing": Text("Nothing on record"),
    "seats": Text("Sits in ({n})"),
    "members": Text("Seats ({n})"),
    "networks": Text("Is represented through ({n})"),
    "represents": Text("Represents ({n})"),
    "decisions": Text("Assignments ({n})"),
    "evidence": Text("Evidence"),
    "aliases": Text("Also called"),
    "filtered_out": Text("{n} hidden by the filters"),
    "hidden": Text("{name} is hidden by the filters."),
    "unfilter": Text("Turn the filters off"),
    "within": Text("Flows within the stack ({n})"),
    "of_them": Text("{n} {what}"),
    "examples": Text("{n} ex."),
    "table_all": Text("All {n} actors, forums and functions"),
    "table_some": Text("{n} of {all} actors, forums and functions"),
    "no_scene": Text("The stack could not be opened: the server does not answer, or the landscape has changed."),
    "no_details": Text("More could not be asked for: the server does not answer, or the landscape has changed."),
    "kind_several": Text("flows of several kinds"),
    "stack": Text("Stack of {n}"),
    "open": Text("Open the stack"),
    "close": Text("Close the stack"),
    "close_panel": Text("Close the panel"),
    "selected": Text("{name} selected: receives {taken}, gives {given}. {reached} reached."),
    "reset": Text("Everything is shown."),
    "opened": Text("{name} opened: {n} parties."),
    "closed": Text("The stack is closed."),
    "flow": Text("Flow {i} of {n}: {kind} from {source} to {target}. {carries} Enter goes there."),
    "no_flows": Text("No flows from here."),
    "found": Text("{n} found"),
    "not_found": Text("Nothing is called that"),
    "missing": Text("Nothing in this landscape on {on} is called '{id}'."),
    "filters": Text("Filters"),
    "filters_on": Text("Filters ({n} on)"),
    "filtered": Text("{parties} parties and {flows} flows are shown."),
    "empty": Text("Nothing is shown with these filters. Choose Show all."),
    "show_table": Text("Show as table"),
    "show_map": Text("Show as map"),
    "proposed": Text("proposed"),
    "uncertain": Text("uncertain"),
    "example": Text("example"),
    "via": Text("by way of {channel}"),
    "follow_up": Text("Reached upstream ({n})"),
    "follow_down": Text("Reached downstream ({n})"),
    "hops": Text("{n} hops"),
}


def map_words(language: Language) -> dict[str, str]:
    """Name → message."""
    kinds = {f"kind_{kind}": kind.term.in_(language) for kind in FlowKind}
    return {name: text.pattern(language) for name, text in WORDS.items()} | kinds
