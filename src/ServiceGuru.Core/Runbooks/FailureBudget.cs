using System.Globalization;

namespace ServiceGuru.Runbooks;

/// <summary>How many targets of a step may fail before no further one begins.</summary>
/// <param name="Number">The number, or the percent of all targets; 0 or more.</param>
/// <param name="Percent">Whether it is percent; a fraction of a target counts for nothing.</param>
public sealed record FailureBudget(int Number, bool Percent)
{
    /// <summary>Gets the budget where nobody says otherwise: after the first failure no further target begins.</summary>
    public static FailureBudget None { get; } = new(0, false);

    /// <summary>Reads a budget such as <c>3</c> or <c>5%</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The budget, or null where the text is none.</returns>
    public static FailureBudget? Parse(string text)
    {
        bool percent = text.EndsWith('%');
        return int.TryParse(percent ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && (!percent || number <= 100)
            ? new FailureBudget(number, percent)
            : null;
    }

    /// <summary>Gives how many of so many targets may fail.</summary>
    /// <param name="targets">All targets of the step.</param>
    /// <returns>The number.</returns>
    public int Of(int targets) => Percent ? (int)((long)targets * Number / 100) : Number;
}
