using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Core.Tests.Runbooks;

public sealed class RunAdviceTests
{
    private const string Advice = "'guru resume R' goes on.";

    [Fact]
    public void Wherever_a_run_advises_something_it_says_it_in_other_words_and_the_record_stays_as_it_was()
    {
        RunState recorded = Run();
        string before = Json(recorded);
        before.Split("guru resume").Length.ShouldBe(14, "thirteen places advise");

        RunState given = new RunAdvice(text => text.Replace("guru resume", "Resume-Runbook", StringComparison.Ordinal)).Of(recorded);

        Json(given).ShouldBe(before.Replace("guru resume", "Resume-Runbook", StringComparison.Ordinal));
        given.Steps[0].OutputAsJson()!.ToJsonString(LedgerJson.Options).ShouldBe("""{"rows":[{"nextAction":"'Resume-Runbook R' goes on.","title":"guru show"}]}""");
        Json(recorded).ShouldBe(before);
    }

    [Fact]
    public void What_advises_nothing_is_not_copied()
    {
        JsonNode document = JsonNode.Parse("""{"nextAction":"Build it again.","title":"guru resume"}""")!;

        new RunAdvice(text => text.Replace("guru resume", "Resume-Runbook", StringComparison.Ordinal)).Of(document).ShouldBeSameAs(document);
    }

    [Fact]
    public void Nothing_else_in_a_run_can_hold_a_failure_a_change_or_a_note()
    {
        // Whoever adds a place adds it to RunAdvice, and here. What is pinned of events is what they had recorded.
        List<string> places = [];
        HashSet<Type> seen = [];
        Look(typeof(RunState));
        places.Order(StringComparer.Ordinal).ShouldBe(
        [
            "ChangeResult.Change", "ChangeResult.Failure", "Failure.Details", "RunState.Failure", "StepState.Failure", "StepState.Notes",
            "TargetState.Failure", "UndoState.Failure", "UndoState.Revert",
        ]);

        void Look(Type type)
        {
            foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0))
            {
                Type[] parts = property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments() : [property.PropertyType];
                if (parts.Any(part => part == typeof(Failure) || part == typeof(Change) || part == typeof(PlanNote)))
                {
                    places.Add($"{type.Name}.{property.Name}");
                }

                foreach (Type part in parts.Where(part => part.Namespace?.StartsWith("ServiceGuru", StringComparison.Ordinal) == true && !part.IsAssignableTo(typeof(RunEvent)) && seen.Add(part)))
                {
                    Look(part);
                }
            }
        }
    }

    private static string Json(RunState run) => JsonSerializer.Serialize(run, LedgerJson.Options);

    private static RunState Run()
    {
        Failure failure = new() { Id = "X", Message = "It failed.", NextAction = Advice };
        Failure sum = failure with { Details = [failure] };
        Change change = new() { Id = "1", Kind = "move-branch", Target = "ogr", Summary = "ogr: stable", Effect = EffectContract.CompareAndSwap, Undo = Advice };
        StepHeader header = new("move", "Stable moves", "branches/move", [], StepCondition.Success, UndoPolicy.Offered);
        return new RunState
        {
            Id = "R",
            Created = new RunCreated { Runbook = "weekly", RunbookHash = "h", RunbookText = "name: weekly", Service = "packit", WorkingDirectory = "/", By = "ada", Steps = [header] },
            StartedAt = DateTimeOffset.UnixEpoch,
            Failure = sum,
            Steps =
            [
                new StepState
                {
                    Step = header,
                    Failure = sum,
                    Changes = [new ChangeResult { Change = change, Status = ChangeStatus.Failed, Failure = sum }],
                    Undos = ImmutableDictionary<string, UndoState>.Empty.Add("1", new UndoState(change, true, failure)),
                    Notes = [new PlanNote("prod", $"paused: {Advice}")],
                    OutputNode = new JsonObject { ["rows"] = new JsonArray(new JsonObject { ["nextAction"] = Advice, ["title"] = "guru show" }) },
                    Targets = [new TargetState(new TargetHeader("east", "R.move.1", new JsonObject())) { Failure = failure, OutputNode = new JsonObject { ["nextAction"] = Advice } }],
                },
            ],
        };
    }
}
