using System.Text.Json.Nodes;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Approvals;

/// <summary>
/// Decides which answers count, and where a gate stands by them. Pure: the same gate, answers and people always give the
/// same verdict, so that a resumed run, a page and an audit agree.
/// </summary>
/// <param name="people">Finds out who somebody is.</param>
public sealed class GateJudge(PersonDirectory people)
{
    /// <summary>Tells why an answer does not count.</summary>
    /// <param name="gate">The gate as it was opened.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="before">The answers that this opening has already.</param>
    /// <param name="starters">Who started or resumed the run.</param>
    /// <returns>The reason, one sentence for whoever answered; null where it counts.</returns>
    public string? WhyRefused(GateOpened gate, GateAnswer answer, IReadOnlyList<GateAnswered> before, IReadOnlyCollection<string> starters)
    {
        if (answer.Opening is { } opening && opening != gate.Opening)
        {
            return $"It was given to opening {opening} of the gate, and this is opening {gate.Opening}: look again, then answer again.";
        }

        string? mayNot = WhyMayNot(gate, answer.By, answer.Yes, starters);
        if (mayNot is not null || !answer.Yes)
        {
            return mayNot;
        }

        List<string> mistakes = [];
        JsonObject values = GateValues.Read(gate.Inputs, answer.Values, mistakes);
        JsonObject agreed = Judge(gate, before, starters).Values;
        foreach ((string name, JsonNode? value) in values)
        {
            if (agreed[name] is { } first && !JsonNode.DeepEquals(first, value))
            {
                mistakes.Add($"'{name}' is {first.ToJsonString()} by an earlier yes; agree with it by leaving it out, or say no.");
            }
        }

        mistakes.AddRange(Missing(gate, [.. agreed.Select(entry => entry.Key), .. values.Select(entry => entry.Key)]).Select(name => $"'{name}' is required: {GateValues.Expected(gate.Inputs[name])}."));
        return mistakes.Count == 0 ? null : string.Join(" ", mistakes);
    }

    /// <summary>Tells why somebody may not answer, whatever the answer.</summary>
    /// <param name="gate">The gate as it was opened.</param>
    /// <param name="by">Who, as the ledger has it.</param>
    /// <param name="yes">Whether the answer is yes. Everybody who is asked may say no, also to a run of their own.</param>
    /// <param name="starters">Who started or resumed the run.</param>
    /// <returns>The reason, one sentence; null where they may.</returns>
    public string? WhyMayNot(GateOpened gate, string? by, bool yes, IReadOnlyCollection<string> starters)
    {
        if (people.KeyOf(by) is not { } key)
        {
            return "The answer has no name with it, and nobody's answer counts for nobody.";
        }

        string? person = people.Find(by)?.Id;
        if (gate.Approvers.Count > 0 && (person is null || !gate.Approvers.Contains(person, StringComparer.Ordinal)))
        {
            return person is null
                ? $"'{by!.Trim()}' is no identity of anybody in the service definition; the gate asks {string.Join(", ", gate.Approvers)}."
                : $"{person} is not among those whom the gate asks: {string.Join(", ", gate.Approvers)}.";
        }

        // Who is unknown could be somebody who has answered already, or the one who started the run.
        if (person is null && yes && people.NamesPeople && (gate.Need > 1 || !gate.SelfApproval))
        {
            return $"'{by!.Trim()}' is no identity of anybody in the service definition, and this gate must tell people apart.";
        }

        return yes && !gate.SelfApproval && starters.Any(starter => people.KeyOf(starter) == key)
            ? $"{people.NameOf(by)} started or resumed this run, and the gate wants the yes of somebody else."
            : null;
    }

    /// <summary>Tells where a gate stands. Every answer is looked at again: who resumed the run meanwhile approves no more.</summary>
    /// <param name="gate">The gate as it was opened.</param>
    /// <param name="answers">The answers of this opening, in order.</param>
    /// <param name="starters">Who started or resumed the run.</param>
    /// <returns>The verdict.</returns>
    public GateVerdict Judge(GateOpened gate, IReadOnlyList<GateAnswered> answers, IReadOnlyCollection<string> starters)
    {
        List<string> approvers = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        JsonObject values = [];
        GateAnswered? no = null;
        foreach (GateAnswered answer in answers.Where(answer => answer.Refused is null))
        {
            if (answer is { Yes: false, Via: GateAnswered.Unreadable })
            {
                no ??= answer;
                continue;
            }

            if (WhyMayNot(gate, answer.By, answer.Yes, starters) is not null)
            {
                continue;
            }

            if (!answer.Yes)
            {
                no ??= answer;
                continue;
            }

            if (keys.Add(people.KeyOf(answer.By)!))
            {
                approvers.Add(people.NameOf(answer.By));
            }

            foreach ((string name, JsonNode? value) in GateValues.Read(gate.Inputs, answer.Values, []))
            {
                values.TryAdd(name, value?.DeepClone());
            }
        }

        return new GateVerdict { Need = Math.Max(1, gate.Need), No = no, Approvers = approvers, Values = values, Missing = [.. Missing(gate, [.. values.Select(entry => entry.Key)])] };
    }

    private static IEnumerable<string> Missing(GateOpened gate, HashSet<string> given) =>
        gate.Inputs.Where(input => input.Value.Required && !given.Contains(input.Key)).Select(input => input.Key);
}
