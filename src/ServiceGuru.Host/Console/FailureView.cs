using ServiceGuru.Operations;

namespace ServiceGuru.Host.Console;

/// <summary>
/// Shows a failure in full: what, on what, why, how we know, what to do next, and its id. What a detail of it says again
/// is shown once, there.
/// </summary>
internal static class FailureView
{
    public static void Show(IScreen screen, Failure failure) => Show(screen, failure, string.Empty);

    private static void Show(IScreen screen, Failure failure, string indent)
    {
        screen.Line(indent, new Piece("✗ ", Tone.Bad), new Piece(failure.Message, Tone.Strong), new Piece($" [{failure.Id}]", Tone.Dim));
        string inner = indent + "  ";
        Row(screen, inner, "on", failure.Target, Tone.Normal);
        if (!SaidByDetails(failure))
        {
            Row(screen, inner, "why", failure.Cause, Tone.Normal);
        }

        List<string> evidence = [.. failure.Evidence.Where(line => !failure.Details.Any(detail => detail.Evidence.Contains(line)))];
        for (int index = 0; index < evidence.Count; index++)
        {
            Row(screen, inner, index == 0 ? "evidence" : string.Empty, evidence[index], Tone.Dim);
        }

        foreach (Failure detail in failure.Details)
        {
            Show(screen, detail, inner);
        }

        if (!failure.Details.Any(detail => detail.NextAction == failure.NextAction))
        {
            Row(screen, inner, "next", failure.NextAction, Tone.Warn);
        }
    }

    // A summary's cause is often made of its details' messages.
    private static bool SaidByDetails(Failure failure) => failure.Details.Count > 0
        && (failure.Details.Any(detail => failure.Cause == detail.Cause)
            || failure.Details.Aggregate(failure.Cause ?? string.Empty, (rest, detail) => rest.Replace(detail.Message, string.Empty, StringComparison.Ordinal)).Trim().Length == 0);

    private static void Row(IScreen screen, string indent, string label, string? text, Tone tone)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        string head = label;
        foreach (string line in text.Split('\n'))
        {
            screen.Line(indent, new Piece(head.Length == 0 ? new string(' ', 10) : $"{head + ":",-10}", Tone.Dim), new Piece(line.TrimEnd(), tone));
            head = string.Empty;
        }
    }
}
