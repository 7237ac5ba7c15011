"""The command `landskap`: options that all commands share, and what becomes of errors.

Exit codes: 0 done, 1 it could not be done (the reason is on standard error), 64 the command was not understood; some commands
have more of their own.
"""

import sys
from typing import Annotated

import typer

from api.commands import asking, changing, joining, loading, mapping, moving, remembering, running, showing
from api.terminal import configuration
from api.terminal.interrupt import ctrl_c_told
from api.terminal.options import _
from api.terminal.session import Ending, Session, print_json
from api.terminal.usage import SpokenCommand, SpokenGroup, spoken
from model.errors import LandskapError, NotUnderstood
from model.language import LANGUAGES, Joined, Language, Text

USAGE_ERROR, INTERRUPTED = 64, 130
SHARED = ("--graph", "--lang", "--as")
SHARED_FLAGS = ("--adopt",)
app = typer.Typer(
    name="landskap",
    cls=SpokenGroup,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=_("A region's collaboration landscape: who feeds whom, where decisions stall, who has no seat."),
)
for part in (asking, loading, mapping, changing, joining, remembering, showing, moving, running):
    for command in part.app.registered_commands:
        command.cls = SpokenCommand
    app.add_typer(part.app)


def _print_version(wanted: bool) -> None:
    if wanted:
        from queries.server.local_folder import software_version

        print(software_version())
        raise typer.Exit


@app.callback()
def landskap(
    context: typer.Context,
    graph: Annotated[
        str | None, typer.Option("--graph", metavar=_("FOLDER|URL"), help=_("Where the graph lies; LANDSKAP_GRAPH says it too."))
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="sv|en", help=_("The language; LANDSKAP_LANG says it too."))
    ] = None,
    who: Annotated[
        str | None,
        typer.Option("--as", metavar=_("FUNCTION"), help=_("The function in whose name you change; it is remembered.")),
    ] = None,
    adopt: Annotated[
        bool, typer.Option("--adopt", help=_("Keep the landscape in a Neo4j database beside what it holds already."))
    ] = False,
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_print_version, help=_("The version."))] = False,
) -> None:
    """Take the options that all commands share."""
    context.obj = Session(
        address=graph or configuration.default_graph(),
        language=configuration.language_of(lang) if lang else configuration.language(),
        who=who,
        adopt=adopt,
    )
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise Ending(USAGE_ERROR)


def main() -> None:
    """Run the command and end the process with its exit code."""
    with ctrl_c_told(_language(sys.argv[1:])):
        code = run(sys.argv[1:])
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run the command with `arguments`; its exit code. Errors are told in the user's language, as JSON with `--json`."""
    language = _language(arguments)
    try:
        code = int(spoken(app, language).main(shared_first(arguments), "landskap", standalone_mode=False) or 0)
    except SystemExit as end:
        return int(end.code or 0)
    except LandskapError as error:
        return _complain(arguments, error)
    except typer.TyperException as error:
        return _complain(arguments, NotUnderstood(Joined((error.format_message(),))))
    except typer.Abort:
        return _complain(arguments, LandskapError(Text("broken off: the question was not answered")))
    if code == INTERRUPTED:
        print("\n" * sys.stderr.isatty() + Text("Broken off with Ctrl-C.").in_(language), file=sys.stderr)
    return code


def shared_first(arguments: list[str]) -> list[str]:
    """`arguments` with the options that all commands share ahead of the command, wherever the user wrote them.

    Nothing follows one that lacks its value: the command's name would be taken for it.
    """
    shared: list[str] = []
    rest: list[str] = []
    given = iter(arguments)
    for word in given:
        if word == "--":
            rest += [word, *given]
        elif word in SHARED:
            if (value := next(given, None)) is None:
                return [*shared, word]
            shared += [word, value]
        elif word in SHARED_FLAGS or word.startswith(tuple(f"{option}=" for option in SHARED)):
            shared.append(word)
        else:
            rest.append(word)
    return [*shared, *rest]


def _complain(arguments: list[str], error: LandskapError) -> int:
    """Tell what went wrong; the exit code."""
    if "--json" in arguments:
        from api.terminal.problem_report import error_document

        print_json(error_document(error))
    Session(address="", language=_language(arguments)).complain(error)
    return USAGE_ERROR if isinstance(error, NotUnderstood) else 1


def _language(arguments: list[str]) -> Language:
    """The language that was asked for, wherever the error arose: also that there is no such language."""
    words = [word for argument in arguments for word in argument.split("=", 1)]
    said = words[words.index("--lang") + 1] if "--lang" in words[:-1] else None
    try:
        return configuration.language_of(said) if said else configuration.language()
    except NotUnderstood:
        return LANGUAGES[0]
