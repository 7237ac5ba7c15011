"""The command `landskap`: the options that all commands share, and how errors become messages and exit codes.

Exit codes: 0 done, 1 it failed (the reason is on standard error), 64 the command was not understood, 130 Ctrl-C. Some commands
have more of their own.
"""

import gc
import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from api.commands import (
    changing,
    deciding,
    issuing,
    joining,
    loading,
    mapping,
    moving,
    muting,
    remembering,
    running,
    setting_rules,
    showing,
)
from api.terminal import configuration
from api.terminal.interrupt import report_ctrl_c
from api.terminal.session import CommandExit, Session, print_json
from api.terminal.usage import LocalizedGroup, build_command, set_language
from model.errors import LandskapError, NotUnderstood
from model.language import LANGUAGES, JoinedText, Language, Text, _
from queries.questions.abouts import ABOUTS

USAGE_ERROR, INTERRUPTED = 64, 130
SHARED_OPTIONS = ("--graph", "--lang", "--as")
SHARED_FLAGS = ("--adopt",)
OBJECTS_PER_COLLECTION = 50_000

COMMAND_GROUPS: Mapping[Text, tuple[str, ...]] = {
    Text("Ask"): (
        "today", "findings", "explain", "stalls", "breaks", "durations", "receives", "feeds", "chains", "without", "brokers",
        "meets", "dead-ends", "unrepresented", "seat-rules", "mend",
        "matrix", "shares", "overlaps", "parties", "meetings", "stale", "show", "history",
    ),
    Text("Follow up"): ("decide", "step", "meeting", "balance", "remind", "usual-times", "mute", "unmute", "set-rule"),
    Text("Load and export"): ("template", "load", "mapping", "export"),
    Text("Change"): ("set", "end", "rename", "merge", "succeed", "duplicates", "confirm", "undo"),
    Text("Map and document"): (
        "serve", "map", "publish", "review", "approve", "withdraw", "revisions", "revision", "compare", "document", "verify",
    ),
    Text("The graph"): ("demo", "reset-demo", "status", "copy", "checkout", "backup", "restore", "change-password", "stop"),
}  # fmt: skip
"""The commands as the help lists them."""


class _Landskap(LocalizedGroup):
    """`landskap`. A question's command is imported when it is called: the parameters take longer to import than all else."""

    groups = COMMAND_GROUPS

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name, or None."""
        if cmd_name not in ABOUTS:
            return super().get_command(ctx, cmd_name)
        from api.commands import asking

        command = build_command(asking.app).commands[cmd_name]
        command.help = ABOUTS[cmd_name]
        return set_language(command, self.language)


app = typer.Typer(
    name="landskap",
    cls=_Landskap,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=_("A region's collaboration landscape: who feeds whom, where decisions stall, who has no seat."),
)
for name, about in ABOUTS.items():
    app.command(name, help=about)(lambda: None)
for part in (
    loading,
    mapping,
    deciding,
    changing,
    joining,
    muting,
    setting_rules,
    remembering,
    showing,
    issuing,
    moving,
    running,
):
    app.add_typer(part.app)


def _print_version(wanted: bool) -> None:
    if wanted:
        from model.software import software_version

        print(software_version())
        raise typer.Exit


@app.callback()
def landskap(
    context: typer.Context,
    graph: Annotated[
        str | None,
        typer.Option(
            "--graph", metavar=_("FOLDER|URL"), help=_("The folder or address of the graph; without it, LANDSKAP_GRAPH.")
        ),
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="sv|en", help=_("The language; without it, LANDSKAP_LANG."))
    ] = None,
    who: Annotated[
        str | None,
        typer.Option("--as", metavar=_("FUNCTION"), help=_("The function in whose name you make changes; it is remembered.")),
    ] = None,
    adopt: Annotated[
        bool, typer.Option("--adopt", help=_("Keep the landscape in a Neo4j database that holds other data, too."))
    ] = False,
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_print_version, help=_("The version."))] = False,
) -> None:
    """Take the options that all commands share."""
    context.obj = Session(
        address=graph or configuration.default_graph(),
        language=configuration.parse_language(lang) if lang else configuration.default_language(),
        who=who,
        adopt=adopt,
    )
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise CommandExit(USAGE_ERROR)


def main() -> None:
    """Run the command and end the process with its exit code."""
    collect_garbage_less_often()
    with report_ctrl_c(_find_language(sys.argv[1:])):
        code = run(sys.argv[1:])
    sys.exit(code)


def collect_garbage_less_often() -> None:
    """Let Python look for circles of objects less often: that took a third of the time of large answers, which have none."""
    gc.set_threshold(OBJECTS_PER_COLLECTION)


def run(arguments: list[str]) -> int:
    """Run the command with `arguments` and return its exit code.

    Errors are printed in the user's language, and as JSON with `--json`.
    """
    language = _find_language(arguments)
    try:
        command = set_language(build_command(app), language)
        code = int(command.main(put_shared_first(arguments), "landskap", standalone_mode=False) or 0)
    except SystemExit as end:
        return int(end.code or 0)
    except LandskapError as error:
        return _report_error(arguments, error)
    except typer.TyperException as error:
        return _report_error(arguments, NotUnderstood(JoinedText((error.format_message(),))))
    except typer.Abort:
        return _report_error(arguments, LandskapError(Text("stopped: the question was not answered")))
    if code == INTERRUPTED:
        print("\n" * sys.stderr.isatty() + Text("Stopped with Ctrl-C.").in_(language), file=sys.stderr)
    return code


def put_shared_first(arguments: list[str]) -> list[str]:
    """Return `arguments` with the options that all commands share before the command, wherever the user wrote them.

    Words after an option that lacks its value are dropped; otherwise the command's name would become the value.
    """
    shared: list[str] = []
    rest: list[str] = []
    given = iter(arguments)
    for word in given:
        if word == "--":
            rest += [word, *given]
        elif word in SHARED_OPTIONS:
            if (value := next(given, None)) is None:
                return [*shared, word]
            shared += [word, value]
        elif word in SHARED_FLAGS or word.startswith(tuple(f"{option}=" for option in SHARED_OPTIONS)):
            shared.append(word)
        else:
            rest.append(word)
    return [*shared, *rest]


def _report_error(arguments: list[str], error: LandskapError) -> int:
    """Print an error and return the exit code."""
    if "--json" in arguments:
        from api.terminal.problem_report import serialize_error

        print_json(serialize_error(error))
    Session(address="", language=_find_language(arguments)).print_error(error)
    return USAGE_ERROR if isinstance(error, NotUnderstood) else 1


def _find_language(arguments: list[str]) -> Language:
    """Return the language that the arguments ask for; the first one if they ask for an unknown language."""
    words = [word for argument in arguments for word in argument.split("=", 1)]
    code = words[words.index("--lang") + 1] if "--lang" in words[:-1] else None
    try:
        return configuration.parse_language(code) if code else configuration.default_language()
    except NotUnderstood:
        return LANGUAGES[0]
