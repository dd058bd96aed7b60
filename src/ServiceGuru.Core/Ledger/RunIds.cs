using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace ServiceGuru.Ledger;

/// <summary>
/// Run ids: the start in UTC, to the second in digits and to a thousandth of it in two more characters, and four random
/// ones, so that they sort by time and can be typed. Older ids lack the two characters.
/// </summary>
public static partial class RunIds
{
    // In the order in which texts are sorted, and without what is easily mistaken for something else.
    private const string Alphabet = "23456789abcdefghjkmnpqrstuvwxyz";

    /// <summary>Makes a new id, e.g. <c>20261123-130502-4xk7qd</c>.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The id.</returns>
    public static string Create(DateTimeOffset now)
    {
        int part = (int)(now.UtcTicks % TimeSpan.TicksPerSecond * Alphabet.Length * Alphabet.Length / TimeSpan.TicksPerSecond);
        return string.Create(CultureInfo.InvariantCulture,
            $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{Alphabet[part / Alphabet.Length]}{Alphabet[part % Alphabet.Length]}{RandomNumberGenerator.GetString(Alphabet, 4)}");
    }

    /// <summary>Makes the id of the run of one target, e.g. <c>20261123-130502-4xk7qd.rollout.17</c>.</summary>
    /// <param name="run">The run that the target belongs to.</param>
    /// <param name="step">Its step.</param>
    /// <param name="index">The target's position in the step, from 1 on.</param>
    /// <returns>The id.</returns>
    public static string OfTarget(string run, string step, int index) => string.Create(CultureInfo.InvariantCulture, $"{run}.{step}.{index}");

    /// <summary>Gives the run that a target's run belongs to, or null where the id is no target's.</summary>
    /// <param name="id">A valid id.</param>
    /// <returns>The id of the run that holds the target.</returns>
    public static string? ParentOf(string id) => id.IndexOf('.', StringComparison.Ordinal) is var at and >= 0 ? id[..at] : null;

    /// <summary>Gives the step that a target's run belongs to, or null where the id is no target's.</summary>
    /// <param name="id">A valid id.</param>
    /// <returns>The step's id.</returns>
    public static string? StepOf(string id) => ParentOf(id) is { } parent ? id[(parent.Length + 1)..id.LastIndexOf('.')] : null;

    /// <summary>Gives a target's position in its step, or 0 where the id is no target's.</summary>
    /// <param name="id">A valid id.</param>
    /// <returns>The position, from 1 on.</returns>
    public static int IndexOf(string id) =>
        ParentOf(id) is not null && int.TryParse(id.AsSpan(id.LastIndexOf('.') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : 0;

    /// <summary>Tells whether a text is a run id; nothing else becomes part of a path.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it is one.</returns>
    public static bool IsValid(string? text) => text is not null && Pattern().IsMatch(text);

    [GeneratedRegex(@"^[0-9]{8}-[0-9]{6}-[a-z0-9]{4}([a-z0-9]{2})?(\.[a-z0-9-]{1,63}\.[1-9][0-9]{0,6})?\z")]
    private static partial Regex Pattern();
}
