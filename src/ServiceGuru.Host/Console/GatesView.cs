using ServiceGuru.Approvals;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Console;

/// <summary>Shows the gates that wait for people.</summary>
internal static class GatesView
{
    /// <summary>Shows them, each with what is asked, of whom, until when, and what was answered so far.</summary>
    public static void Show(IScreen screen, OpenGateList list, DateTimeOffset now)
    {
        if (list.Gates.Count == 0)
        {
            screen.Line("No gate waits for anybody.");
        }

        foreach (OpenGate gate in list.Gates)
        {
            Show(screen, gate, now);
        }

        foreach (Failure failure in list.Unreadable)
        {
            screen.Line(new Piece(failure.Message, Tone.Warn));
        }
    }

    /// <summary>Says what is asked for with the yes, one line an input.</summary>
    public static void ShowInputs(IScreen screen, GateOpened gate)
    {
        foreach ((string name, GateInput input) in gate.Inputs)
        {
            screen.Line(new Piece("  asks for ", Tone.Dim), $"{name}: {GateValues.Expected(input)}{(input.Required ? string.Empty : ", optional")}{(input.Description is null ? string.Empty : $" ({input.Description})")}");
        }
    }

    private static void Show(IScreen screen, OpenGate open, DateTimeOffset now)
    {
        GateOpened gate = open.Gate;
        screen.Line(new Piece($"{open.RunId} {open.Step}", Tone.Strong), $"  {open.Runbook} for {open.Service}, open for {Age(now - open.OpenedAt)}{(open.Held ? string.Empty : ", no process works on it now")}");
        screen.Line("  ", gate.Question);
        screen.Line(new Piece("  needs ", Tone.Dim), $"{gate.Need} yes of {(gate.Approvers.Count == 0 ? "anybody" : string.Join(", ", gate.Approvers))}{(gate.SelfApproval ? string.Empty : $"; not of who started or resumed it ({string.Join(", ", open.Starters.Distinct(StringComparer.OrdinalIgnoreCase))})")}");
        if (gate.Deadline is { } deadline)
        {
            screen.Line(new Piece("  until ", Tone.Dim), $"{Elapsed.Stamp(deadline)} ({(deadline > now ? $"{Age(deadline - now)} left" : "over: the answer is no")})");
        }

        ShowInputs(screen, gate);
        foreach (GateAnswered answer in open.Answers)
        {
            screen.Line(new Piece("  so far ", Tone.Dim), GateAnswerText.Of(answer));
        }
    }

    private static string Age(TimeSpan time) => Duration.Format(TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds)));
}
