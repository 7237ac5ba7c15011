"""How the commands are called, in the user's language: their help, and the error of a call that is not understood.

Start at `build_command`. Typer exports neither its contexts' base class nor most of its errors, so that these are told by
their attributes.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any, ClassVar

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from model.errors import LandskapError, NotUnderstood
from model.language import LANGUAGES, JoinedText, Language, Localizable, Text, _

TYPER_HELP_TEXTS = (
    _("Show this message and exit."),
    _("Install completion for the current shell."),
    _("Show completion for the current shell, to copy it or customize the installation."),
)
"""The help of Typer's own options, for the catalogue."""
INSTALLED_MARK = " completion installed in "
"""What stands between the shell and the file where Typer says that completion is installed."""
_OptionOrArgument = TyperOption | TyperArgument
_Context = Any
"""The context of a call: a `typer.Context`, or the class above it."""
if TYPE_CHECKING:
    _Base = TyperCommand
else:
    _Base = object


class _Localized(_Base):
    """A command in the user's language; comes before Typer's class among the bases."""

    language: Language = LANGUAGES[0]

    def visible_parameters(self, context: _Context) -> Iterator[_OptionOrArgument]:
        """Yield the options and arguments that the help lists."""
        for parameter in self.get_params(context):
            if isinstance(parameter, _OptionOrArgument) and not parameter.hidden:
                yield parameter

    def parse_args(self, ctx: _Context, args: list[str]) -> list[str]:
        """Return the words that are left when options and arguments are taken. Raises NotUnderstood."""
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException as error:
            raise _translate_error(error, ctx) from error

    def collect_usage_pieces(self, ctx: _Context) -> list[str]:
        """Return what follows the command's name in the usage line."""
        arguments = [one for one in self.visible_parameters(ctx) if isinstance(one, TyperArgument)]
        words = [(one, _metavar_of(one).in_(self.language)) for one in arguments]
        return [Text("[OPTIONS]").in_(self.language), *(word if one.required else f"[{word}]" for one, word in words)]

    def format_usage(self, ctx: _Context, formatter: Any) -> None:
        """Write the usage line."""
        prefix = Text("Usage:").in_(self.language) + " "
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix)

    def format_options(self, ctx: _Context, formatter: Any) -> None:
        """Write the tables of arguments and of options."""
        given = list(self.visible_parameters(ctx))
        for heading, kind in ((Text("Arguments"), TyperArgument), (Text("Options"), TyperOption)):
            self.write_table(formatter, heading, [self.describe_parameter(one) for one in given if isinstance(one, kind)])

    def write_table(self, formatter: Any, heading: Text, rows: Sequence[tuple[str, str]]) -> None:
        """Write rows under their heading; nothing if there are none."""
        if rows:
            with formatter.section(heading.in_(self.language)):
                formatter.write_dl(rows)

    def describe_parameter(self, one: _OptionOrArgument) -> tuple[str, str]:
        """Return how an option or argument is written, and its help."""
        help_ = [Text(one.help).in_(self.language)] if one.help else []
        limits = "; ".join(part.in_(self.language) for part in _describe_constraints(one))
        return _format_parameter(one).in_(self.language), "  ".join([*help_, f"[{limits}]"] if limits else help_)


class LocalizedCommand(_Localized, TyperCommand):
    """One command. It refuses more words than it has arguments."""

    allow_extra_args = True  # so that `parse_args` returns the words that are too many

    def parse_args(self, ctx: _Context, args: list[str]) -> list[str]:
        """Take the words. Raises NotUnderstood."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise NotUnderstood(Text("too many words: {words}", words=" ".join(rest)), (), _refer_to_help(ctx))
        return rest


class LocalizedGroup(_Localized, TyperGroup):
    """`landskap` itself, with its commands."""

    groups: ClassVar[Mapping[Text, tuple[str, ...]]] = {}
    """The names of the commands by the heading under which the help lists them."""

    def collect_usage_pieces(self, ctx: _Context) -> list[str]:
        """Return the options, and that a command follows."""
        return [*super().collect_usage_pieces(ctx), Text("COMMAND …").in_(self.language)]

    def format_options(self, ctx: _Context, formatter: Any) -> None:
        """Write the tables of options and of commands, group by group."""
        super().format_options(ctx, formatter)
        for heading, names in self.groups.items():
            self.write_table(formatter, heading, [(name, self.commands[name].help or "") for name in names])

    def resolve_command(self, ctx: _Context, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command that is named. Raises NotUnderstood."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            way_out = Text("{command} --help shows the commands.", command=ctx.command_path)
            raise _build_unknown_error(Text("unknown command '{word}'", word=args[0]), args[0], self.commands, way_out)
        return super().resolve_command(ctx, args)


def build_command(app: typer.Typer) -> Any:
    """Return the command that `app` describes, with its commands."""
    for group in (app, *(part.typer_instance for part in app.registered_groups)):
        for one in group.registered_commands if group else ():
            one.cls = LocalizedCommand
    return typer.main.get_command(app)


def set_language(command: Any, language: Language) -> Any:
    """Return `command`, with its commands, in `language`."""
    below = command.commands.values() if isinstance(command, LocalizedGroup) else ()
    for one in (command, *below):
        if isinstance(one, _Localized):
            one.language = language
            one.help = Text(one.help).in_(language) if one.help else None
    for option in command.params:
        if option.name == "install_completion":
            option.callback = _localize_installation(option.callback, language)
    return command


def _localize_installation(install: Any, language: Language) -> Any:
    """Wrap Typer's callback, which installs completion and ends the command, so that it speaks `language`."""

    def call(ctx: _Context, option: Any, wanted: bool) -> None:
        if not wanted or ctx.resilient_parsing:
            return
        printed = io.StringIO()
        try:
            with redirect_stdout(printed):
                install(ctx, option, wanted)
        except (typer.Exit, OSError) as error:
            way_out = Text("landskap --show-completion prints it, for bash, zsh, fish and PowerShell.")
            raise LandskapError(Text("completion could not be installed for this shell"), way_out) from error
        except SystemExit:
            shell, _, file = printed.getvalue().partition("\n")[0].partition(INSTALLED_MARK)
            done = Text("Completion for {shell} is installed in {file}; it works in the next terminal.", shell=shell, file=file)
            print(done.in_(language))
        raise typer.Exit

    return call


def _metavar_of(one: _OptionOrArgument) -> Text:
    """Return the word that stands for the value: `DATE`."""
    return Text(one.metavar or one.name.upper())


def _format_parameter(one: _OptionOrArgument) -> Localizable:
    """Return how it is written: `--on DATE`, `--browser / --no-browser`, `PATH…`."""
    if isinstance(one, TyperArgument):
        return _metavar_of(one)
    name = " / ".join([*one.opts, *one.secondary_opts])
    return JoinedText((name,)) if one.is_flag else JoinedText((name, _metavar_of(one)), " ")


def _describe_constraints(one: _OptionOrArgument) -> Iterator[Text]:
    """Yield the default, the limits of a number, and whether the parameter is required."""
    default = one.default
    if isinstance(one, TyperOption) and one.is_flag:
        default = (one.opts if one.default else one.secondary_opts)[0] if one.secondary_opts else None
    if default not in (None, ""):
        yield Text("default: {default}", default=default)
    if one.min is not None and one.max is not None:
        yield JoinedText((f"{one.min}–{one.max}",))
    if one.required:
        yield Text("required")


def _translate_error(error: typer.TyperException, context: _Context) -> NotUnderstood:
    """Return a usage error of Typer's as one of ours; an error of an unknown kind with its own message."""
    way_out = _refer_to_help(context)
    if name := getattr(error, "option_name", ""):
        return _explain_option(name, context, way_out)
    one = getattr(error, "param", None)
    if isinstance(one, _OptionOrArgument) and hasattr(error, "param_type"):
        return NotUnderstood(Text("{what} is missing", what=_format_parameter(one)), (), way_out)
    if isinstance(one, _OptionOrArgument) and (right := _suggest_values(one)):
        what = one.opts[0] if isinstance(one, TyperOption) else _metavar_of(one)
        text = Text("{what} cannot be '{value}'", what=what, value=_rejected_value_of(error))
        return NotUnderstood(text, (), JoinedText((right, way_out), " "))
    return NotUnderstood(JoinedText((error.format_message(),)), (), way_out)


def _explain_option(name: str, context: _Context, way_out: Text) -> NotUnderstood:
    """Return what is wrong with an option: there is none of that name, it lacks its value, or it takes none."""
    shared = (one for one in context.find_root().command.params if one.expose_value and not one.is_eager)
    found = (one for one in (*shared, *context.command.get_params(context)) if isinstance(one, TyperOption))
    options = {written: one for one in found for written in (*one.opts, *one.secondary_opts)}
    if name not in options:
        return _build_unknown_error(Text("unknown option '{option}'", option=name), name, options, way_out)
    if options[name].is_flag:
        return NotUnderstood(Text("{option} takes no value", option=name), (), way_out)
    return NotUnderstood(Text("{option} must be followed by {value}", option=name, value=_metavar_of(options[name])), (), way_out)


def _suggest_values(one: _OptionOrArgument) -> Text | None:
    """Return what the value may be, where that is known."""
    if one.type_descriptor.choices:
        return Text("Choose among {choices}.", choices=", ".join(map(str, one.type_descriptor.choices)))
    if one.type_descriptor.annotation is not int:
        return None
    if one.min is not None and one.max is not None:
        return Text("Give a whole number from {least} to {most}.", least=one.min, most=one.max)
    return Text("Give a whole number.")


def _rejected_value_of(error: typer.TyperException) -> str:
    """Return the value that was given, as Pydantic kept it in the error's cause."""
    from pydantic import ValidationError

    cause = error.__cause__
    return str(cause.errors()[0]["input"]) if isinstance(cause, ValidationError) else error.message


def _build_unknown_error(text: Text, word: str, known: Iterable[str], way_out: Text) -> NotUnderstood:
    """Return the error of an unknown word, with the nearest of the known ones."""
    from model.text.nearest import find_nearest

    near = find_nearest(word, known)
    meant = (Text("Did you mean {ids}?", ids=", ".join(near)),) if near else ()
    return NotUnderstood(text, near, JoinedText((*meant, way_out), " "))


def _refer_to_help(context: _Context) -> Text:
    return Text("{command} --help shows how it is called.", command=context.command_path)
