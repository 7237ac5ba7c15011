"""How the commands are called, in the user's language: what `--help` shows, and what becomes of a call that is not understood."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from typing import Any

import typer

# Typer keeps what its commands are made of, and the errors that they raise, in private modules: named here and nowhere else.
from typer._click import Command, Context, HelpFormatter, Parameter
from typer._click.exceptions import BadOptionUsage, BadParameter, MissingParameter, NoSuchOption, UsageError
from typer._completion_shared import install
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from api.terminal.options import _
from model.errors import LandskapError, NotUnderstood
from model.language import LANGUAGES, JoinedText, Language, Localizable, Text

TYPER_HELP_TEXTS = (
    _("Show this message and exit."),
    _("Install completion for the current shell."),
    _("Show completion for the current shell, to copy it or customize the installation."),
)
"""What Typer says of its own options: named here so that the catalogue has it."""
_OptionOrArgument = TyperOption | TyperArgument


class _Localized(Command):
    """A command in the user's language."""

    language: Language = LANGUAGES[0]

    def visible_parameters(self, context: Context) -> Iterator[_OptionOrArgument]:
        """The options and arguments that help tells of."""
        for one in self.get_params(context):
            if isinstance(one, _OptionOrArgument) and not one.hidden:
                yield one

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """What is left of the words when options and arguments are taken. Raises NotUnderstood."""
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            raise _translate_error(error, ctx) from error

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """What follows the command's name in the line that shows how it is called."""
        arguments = [one for one in self.visible_parameters(ctx) if isinstance(one, TyperArgument)]
        called = [_metavar_of(one).in_(self.language) for one in arguments]
        words = [word if one.required else f"[{word}]" for one, word in zip(arguments, called, strict=True)]
        return [Text("[OPTIONS]").in_(self.language), *words]

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the line that shows how the command is called."""
        prefix = Text("Usage:").in_(self.language) + " "
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the tables of arguments and of options."""
        given = list(self.visible_parameters(ctx))
        self.table(formatter, Text("Arguments"), [self.row(one) for one in given if isinstance(one, TyperArgument)])
        self.table(formatter, Text("Options"), [self.row(one) for one in given if isinstance(one, TyperOption)])

    def table(self, formatter: HelpFormatter, heading: Text, rows: Sequence[tuple[str, str]]) -> None:
        """Write rows under their heading, where there are any."""
        if rows:
            with formatter.section(heading.in_(self.language)):
                formatter.write_dl(rows)

    def row(self, one: _OptionOrArgument) -> tuple[str, str]:
        """An option or argument, and what is said of it."""
        said = [Text(one.help).in_(self.language)] if one.help else []
        extra = "; ".join(part.in_(self.language) for part in _describe_constraints(one))
        return _format_parameter(one).in_(self.language), "  ".join([*said, f"[{extra}]"] if extra else said)


class LocalizedCommand(_Localized, TyperCommand):
    """One command. It takes no more words than it has names for."""

    allow_extra_args = True  # so that those that are too many come back from `parse_args`

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Take the words. Raises NotUnderstood."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise NotUnderstood(Text("too many words: {words}", words=" ".join(rest)), (), _refer_to_help(ctx))
        return rest


class LocalizedGroup(_Localized, TyperGroup):
    """`landskap` itself, with its commands."""

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """The options, and that a command follows."""
        return [*super().collect_usage_pieces(ctx), Text("COMMAND …").in_(self.language)]

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the tables of options and of commands."""
        super().format_options(ctx, formatter)
        rows = [(name, command.help or "") for name, command in self.commands.items()]
        self.table(formatter, Text("Commands"), rows)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The command that is named. Raises NotUnderstood."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            way_out = Text("{command} --help shows the commands.", command=ctx.command_path)
            raise _build_unknown_error(Text("unknown command '{word}'", word=args[0]), args[0], self.commands, way_out)
        return super().resolve_command(ctx, args)

    def install_completion(self, ctx: Context, _option: Parameter, wanted: bool) -> None:
        """Install completion for the shell, as Typer does, and tell where. Raises LandskapError."""
        if not wanted or ctx.resilient_parsing:
            return
        try:
            with redirect_stdout(io.StringIO()):
                shell, file = install()
        except (typer.Exit, OSError) as error:
            way_out = Text("landskap --show-completion prints it, for bash, zsh, fish and PowerShell.")
            raise LandskapError(Text("completion could not be installed for this shell"), way_out) from error
        done = Text("Completion for {shell} is installed in {file}; it works in the next terminal.", shell=shell, file=file)
        print(done.in_(self.language))
        raise typer.Exit


def localize_command(app: typer.Typer, language: Language) -> Command:
    """The command that `app` describes, and those that it holds, in `language`."""
    command = typer.main.get_command(app)
    below = command.commands.values() if isinstance(command, LocalizedGroup) else ()
    for one in (command, *below):
        if isinstance(one, _Localized):
            one.language = language
            one.help = Text(one.help).in_(language) if one.help else None
    for option in command.params:
        if isinstance(command, LocalizedGroup) and option.name == "install_completion":
            option.callback = command.install_completion
    return command


def _metavar_of(one: _OptionOrArgument) -> Text:
    """What stands for its value: `DATE`."""
    return Text(one.metavar or one.name.upper())


def _format_parameter(one: _OptionOrArgument) -> Localizable:
    """How it is written: `--on DATE`, `--browser / --no-browser`, `PATH…`."""
    if isinstance(one, TyperArgument):
        return _metavar_of(one)
    name = " / ".join([*one.opts, *one.secondary_opts])
    return JoinedText((name,)) if one.is_flag else JoinedText((name, _metavar_of(one)), " ")


def _describe_constraints(one: _OptionOrArgument) -> Iterator[Text]:
    """What holds unless it is given, which numbers it may be, and that it must be given."""
    if (default := _default_of(one)) not in (None, ""):
        yield Text("default: {default}", default=default)
    if one.min is not None and one.max is not None:
        yield JoinedText((f"{one.min}–{one.max}",))
    if one.required:
        yield Text("required")


def _default_of(one: _OptionOrArgument) -> Any:
    if isinstance(one, TyperOption) and one.is_flag:
        return (one.opts if one.default else one.secondary_opts)[0] if one.secondary_opts else None
    return one.default


def _translate_error(error: UsageError, context: Context) -> NotUnderstood:
    """A usage error of Typer's as one of ours; of a kind that is not known here, with its own message."""
    way_out = _refer_to_help(context)
    if isinstance(error, NoSuchOption):
        text = Text("unknown option '{option}'", option=error.option_name)
        return _build_unknown_error(text, error.option_name, _options_of(context), way_out)
    if isinstance(error, BadOptionUsage) and (option := _options_of(context).get(error.option_name)):
        text = Text("{option} must be followed by {value}", option=error.option_name, value=_metavar_of(option))
        return NotUnderstood(Text("{option} takes no value", option=error.option_name) if option.is_flag else text, (), way_out)
    one = error.param if isinstance(error, BadParameter) else None
    if isinstance(error, MissingParameter) and isinstance(one, _OptionOrArgument):
        return NotUnderstood(Text("{what} is missing", what=_format_parameter(one)), (), way_out)
    if isinstance(one, _OptionOrArgument) and (right := _suggest_values(one)):
        what = one.opts[0] if isinstance(one, TyperOption) else _metavar_of(one)
        text = Text("{what} cannot be '{value}'", what=what, value=_rejected_value_of(error))
        return NotUnderstood(text, (), JoinedText((right, way_out), " "))
    return NotUnderstood(JoinedText((error.format_message(),)), (), way_out)


def _options_of(context: Context) -> dict[str, TyperOption]:
    """The command's own options and those that all commands share, by how they are written."""
    shared = (one for one in context.find_root().command.params if one.expose_value and not one.is_eager)
    found = (one for one in (*shared, *context.command.get_params(context)) if isinstance(one, TyperOption))
    return {name: one for one in found for name in (*one.opts, *one.secondary_opts)}


def _suggest_values(one: _OptionOrArgument) -> Text | None:
    """What its value may be, where that is known."""
    if one.type_descriptor.choices:
        return Text("Choose among {choices}.", choices=", ".join(map(str, one.type_descriptor.choices)))
    if one.type_descriptor.annotation is not int:
        return None
    if one.min is not None and one.max is not None:
        return Text("Give a whole number from {least} to {most}.", least=one.min, most=one.max)
    return Text("Give a whole number.")


def _rejected_value_of(error: UsageError) -> str:
    """The value that was given, as Pydantic kept it in what the error came from."""
    from pydantic import ValidationError

    cause = error.__cause__
    return str(cause.errors()[0]["input"]) if isinstance(cause, ValidationError) else error.message


def _build_unknown_error(text: Text, word: str, known: Iterable[str], way_out: Text) -> NotUnderstood:
    """With what is nearest to the word."""
    from model.text.nearest import find_nearest

    near = find_nearest(word, known)
    meant = (Text("Did you mean {ids}?", ids=", ".join(near)),) if near else ()
    return NotUnderstood(text, near, JoinedText((*meant, way_out), " "))


def _refer_to_help(context: Context) -> Text:
    return Text("{command} --help shows how it is called.", command=context.command_path)
