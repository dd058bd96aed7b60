using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;

namespace ServiceGuru.Runbooks;

/// <summary>Reads runbooks and refuses wrong ones whole, before anything starts, with every mistake and its place.</summary>
/// <param name="parser">Reads the text.</param>
/// <param name="operations">The operations that steps can use.</param>
public sealed partial class RunbookReader(IDocumentParser parser, OperationCatalog operations)
{
    /// <summary>Reads a runbook.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="file">Its file's name, if any.</param>
    /// <returns>The runbook, valid.</returns>
    /// <exception cref="InvalidDocumentException">It has mistakes; all are in it, in the order of the file.</exception>
    public Runbook Read(string text, string? file)
    {
        List<Diagnostic> diagnostics = [];
        DocumentNode root = parser.Parse(text, file);
        RunbookDocument? document = new DocumentBinder(diagnostics).Bind<RunbookDocument>(root, string.Empty);
        IReadOnlyList<RunbookStep> steps = document?.Steps is null ? [] : Check(document, (MappingNode)root, diagnostics);
        if (diagnostics.Count > 0)
        {
            throw new InvalidDocumentException([.. diagnostics.OrderBy(mistake => mistake.Position.Line).ThenBy(mistake => mistake.Position.Column)]);
        }

        return new Runbook
        {
            Name = document!.Name,
            Description = document.Description,
            Parameters = document.Parameters,
            Scenarios = document.Scenarios.ToDictionary(scenario => scenario.Key, scenario => scenario.Value with { Name = scenario.Key }),
            Steps = steps,
            Text = text,
            Hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant(),
            Path = file,
        };
    }

    /// <summary>Reads the runbook that a run is pinned to; that of a target's run has its inputs resolved already.</summary>
    internal Runbook ReadPinned(RunCreated created) =>
        created.Parent is null ? Read(created.RunbookText, created.RunbookPath) : TargetRunbook.Read(created, operations);

    private IReadOnlyList<RunbookStep> Check(RunbookDocument document, MappingNode root, List<Diagnostic> diagnostics)
    {
        CheckName(document, root, diagnostics);
        CheckParameters(document, root, diagnostics);
        CheckScenarios(document, root, diagnostics);
        IReadOnlyList<DocumentNode> nodes = root.Find("steps") is SequenceNode sequence ? sequence.Items : [];
        if (document.Steps.Count == 0 || nodes.Count != document.Steps.Count)
        {
            if (nodes.Count == 0)
            {
                diagnostics.Add(new Diagnostic("MissingKey", root.Position, "A runbook needs at least one step."));
            }

            return [];
        }

        Dictionary<string, RunbookStep> steps = [];
        Dictionary<string, MappingNode> places = [];
        string? before = null;
        for (int index = 0; index < nodes.Count; index++)
        {
            RunbookStepDocument step = document.Steps[index];
            MappingNode node = (MappingNode)nodes[index];
            if (step.Id is null || step.Uses is null)
            {
                continue;
            }

            // What else is wrong with a step is told also where its id is: all mistakes come at once.
            bool named = CheckId(step, node, places, diagnostics);
            IReadOnlyList<string> needs = step.Needs ?? (before is null ? [] : [before]);
            RunbookStep? bound = Bind(step, needs, node, diagnostics);
            if (!named)
            {
                continue;
            }

            before = step.Id;
            places[step.Id] = node;
            if (bound is not null)
            {
                steps[step.Id] = bound;
            }
        }

        return Order(document, steps, places, diagnostics);
    }

    private static IReadOnlyList<RunbookStep> Order(RunbookDocument document, Dictionary<string, RunbookStep> steps, Dictionary<string, MappingNode> places, List<Diagnostic> diagnostics)
    {
        foreach (RunbookStep step in steps.Values)
        {
            foreach (string need in step.Needs.Where(need => !places.ContainsKey(need)))
            {
                diagnostics.Add(new Diagnostic("UnknownStep", (places[step.Id].Find("needs") ?? places[step.Id]).Position,
                    $"step '{step.Id}' needs '{need}', which is no step.{NearestName.Hint(need, places.Keys)}"));
            }
        }

        Dictionary<string, IReadOnlyList<string>> needs = steps.ToDictionary(step => step.Key, step => step.Value.Needs);
        StepGraph graph = new(needs);
        bool cyclic = false;
        while (graph.FindCycle() is { } cycle)
        {
            diagnostics.Add(new Diagnostic("Cycle", (places[cycle[0]].Find("needs") ?? places[cycle[0]]).Position,
                $"steps wait for each other: {string.Join(" needs ", cycle)}."));

            // The ring is opened where it was found, to see whether there is another one.
            needs[cycle[0]] = [.. needs[cycle[0]].Where(need => need != cycle[1])];
            graph = new StepGraph(needs);
            cyclic = true;
        }

        // In a ring nobody can say what comes before what; all else about a reference can be told.
        HashSet<string> everything = [.. places.Keys];
        ReferenceRules references = new(document.Parameters, steps, everything, cyclic ? (_, _) => true : graph.ComesBefore, diagnostics);
        foreach (RunbookStep step in steps.Values)
        {
            references.Check(step);
        }

        return diagnostics.Count > 0 ? [] : [.. graph.Sort().Select(id => steps[id])];
    }

    private RunbookStep? Bind(RunbookStepDocument step, IReadOnlyList<string> needs, MappingNode node, List<Diagnostic> diagnostics)
    {
        IOperation? operation = operations.Find(step.Uses);
        if (operation is null)
        {
            diagnostics.Add(new Diagnostic("UnknownOperation", node.Find("uses")!.Position,
                $"there is no operation '{step.Uses}'.{NearestName.Hint(step.Uses, operations.All.Select(known => known.Id))}"));
            return null;
        }

        // References pass unchecked here: what they point to is checked when all steps are known.
        DocumentBinder binder = new(diagnostics, candidate => candidate is ScalarNode { Value: { } text } && Reference.LooksLikeOne(text));
        MappingNode with = step.With ?? new MappingNode([], node.Position);
        int before = diagnostics.Count;
        object? request = binder.Bind(operation.RequestType, with, $"steps.{step.Id}.with");
        if (request is not null && diagnostics.Count == before)
        {
            // What a reference is still to bring can't be wrong yet.
            diagnostics.AddRange(operation.Mistakes(request, null).Where(mistake => !IsOpen(with.Find(mistake.Path[0])))
                .Select(mistake => new Diagnostic("InvalidGate", InputPlaces.Of(with, mistake.Path), $"step '{step.Id}': {mistake.Message}")));
        }

        if (step.Retry.Attempts is < 1 or > 100)
        {
            diagnostics.Add(new Diagnostic("InvalidValue", node.Find("retry")!.Position, "retry.attempts must be 1 to 100."));
        }

        if (step.Retry.Backoff > RetryPolicy.LongestBackoff)
        {
            diagnostics.Add(new Diagnostic("InvalidValue", node.Find("retry")!.Position, $"retry.backoff must be at most {Duration.Format(RetryPolicy.LongestBackoff)}."));
        }

        if (step.Timeout <= TimeSpan.Zero || step.Timeout > Duration.Longest)
        {
            diagnostics.Add(new Diagnostic("InvalidValue", node.Find("timeout")!.Position, $"timeout must be more than zero, and at most {Duration.Format(Duration.Longest)}."));
        }

        StepTargets? targets = ForEachRules.Read(step, node, operation, diagnostics);
        return new RunbookStep
        {
            Id = step.Id,
            Title = step.Title ?? operation.Summary,
            Description = step.Description,
            Operation = operation,
            With = step.With,
            ForEach = targets,
            Needs = needs,
            When = step.When,
            Timeout = step.Timeout,
            Retry = step.Retry,
            Undo = step.Undo,
        };
    }

    private static bool IsOpen(DocumentNode? node) => node switch
    {
        ScalarNode scalar => scalar.Value is { } text && Reference.LooksLikeOne(text),
        SequenceNode sequence => sequence.Items.Any(IsOpen),
        MappingNode mapping => mapping.Entries.Any(entry => IsOpen(entry.Value)),
        _ => false,
    };

    private static bool CheckId(RunbookStepDocument step, MappingNode node, Dictionary<string, MappingNode> places, List<Diagnostic> diagnostics)
    {
        if (!IdPattern().IsMatch(step.Id))
        {
            diagnostics.Add(new Diagnostic("InvalidName", node.Find("id")!.Position, $"a step's id is made of lowercase letters, digits and hyphens, and '{step.Id}' is not."));
            return false;
        }

        if (places.ContainsKey(step.Id))
        {
            diagnostics.Add(new Diagnostic("DuplicateName", node.Find("id")!.Position, $"there are two steps '{step.Id}'."));
            return false;
        }

        return true;
    }

    private static void CheckName(RunbookDocument document, MappingNode root, List<Diagnostic> diagnostics)
    {
        if (document.Name is not null && !IdPattern().IsMatch(document.Name))
        {
            diagnostics.Add(new Diagnostic("InvalidName", root.Find("name")!.Position, $"name is made of lowercase letters, digits and hyphens, and '{document.Name}' is not."));
        }
    }

    private static void CheckParameters(RunbookDocument document, MappingNode root, List<Diagnostic> diagnostics)
    {
        foreach ((string name, RunbookParameter parameter) in document.Parameters)
        {
            if (((root.Find("parameters") as MappingNode)?.Find(name) as MappingNode)?.Find("default") is { } value && ParameterBinder.Mismatch(parameter.Type, value) is { } found)
            {
                diagnostics.Add(new Diagnostic("InvalidValue", value.Position, $"the default of parameter '{name}' must be {ParameterBinder.Expected(parameter.Type)}, not {found}."));
            }
        }
    }

    private static void CheckScenarios(RunbookDocument document, MappingNode root, List<Diagnostic> diagnostics)
    {
        foreach (MappingEntry entry in (root.Find("scenarios") as MappingNode)?.Entries ?? [])
        {
            if (entry.Key.Value is { } name && !IdPattern().IsMatch(name))
            {
                diagnostics.Add(new Diagnostic("InvalidName", entry.Key.Position, $"a scenario's name is made of lowercase letters, digits and hyphens, and '{name}' is not."));
            }

            ScenarioRules.Check(entry.Value, document.Name, document.Parameters, diagnostics);
        }
    }

    /// <summary>Tells whether a text can name a runbook, a step, a scenario or a snippet.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it is made of lowercase letters, digits and hyphens.</returns>
    internal static bool IsName(string text) => IdPattern().IsMatch(text);

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex IdPattern();
}
