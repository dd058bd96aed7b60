namespace ServiceGuru.Host.Console;

/// <summary>A piece of a line.</summary>
/// <param name="Text">The text; control characters in it are shown, not obeyed.</param>
/// <param name="Tone">What it means.</param>
internal readonly record struct Piece(string Text, Tone Tone = Tone.Normal)
{
    public static implicit operator Piece(string? text) => new(text ?? string.Empty);
}
