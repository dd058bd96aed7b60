using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Runbooks.Scenarios;

/// <summary>The scenarios of runbooks: those that stand in them, and a user's own, each a file below <c>scenarios/RUNBOOK/</c> of the state folder.</summary>
/// <param name="stateDirectory">The state folder, absolute.</param>
/// <param name="parser">Reads the files.</param>
/// <param name="writer">Writes them.</param>
public sealed class ScenarioBook(string stateDirectory, IDocumentParser parser, IDocumentWriter writer)
{
    /// <summary>Finds a scenario: a name, or the path of a file.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="scenario">A name; what has a slash or ends with .yaml or .yml is a path.</param>
    /// <param name="directory">Where relative paths start, absolute.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The scenario; it fits the runbook as it is now.</returns>
    /// <exception cref="GuruException">There is none (<c>ScenarioNotFound</c>), there are two (<c>ScenarioAmbiguous</c>), or its file can't be read.</exception>
    /// <exception cref="InvalidDocumentException">Its file has mistakes, or does not fit the runbook any more; all are in it.</exception>
    public async Task<RunbookScenario> FindAsync(Runbook runbook, string scenario, string directory, CancellationToken cancellationToken)
    {
        if (scenario.AsSpan().IndexOfAny('/', '\\') >= 0 || scenario.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || scenario.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
        {
            string path = Path.GetFullPath(scenario, directory);
            return Read(runbook, Path.GetFileNameWithoutExtension(path), await DocumentFolder.ReadFileAsync(path, cancellationToken).ConfigureAwait(false), path);
        }

        DocumentFolder own = Folder(runbook);
        bool shipped = runbook.Scenarios.TryGetValue(scenario, out RunbookScenario? found);
        if (shipped && own.Has(scenario))
        {
            throw new GuruException(new Failure
            {
                Id = "ScenarioAmbiguous",
                Kind = FailureKind.Usage,
                Message = $"Runbook {runbook.Name} has a scenario '{scenario}', and you have saved one of the same name.",
                Target = own.PathOf(scenario),
                NextAction = $"Name yours by its path, or remove it: 'guru scenario remove {runbook.Name} {scenario}'.",
            });
        }

        return shipped ? found! : Read(runbook, scenario, await own.ReadAsync(scenario, Names(runbook), cancellationToken).ConfigureAwait(false), own.PathOf(scenario));
    }

    /// <summary>Lists all scenarios of a runbook; a wrong file hides no other.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Those of the runbook, then the user's own, each in order.</returns>
    public async Task<IReadOnlyList<ScenarioEntry>> ListAsync(Runbook runbook, CancellationToken cancellationToken)
    {
        List<ScenarioEntry> entries = [.. runbook.Scenarios.Values.Select(scenario => new ScenarioEntry(scenario.Name, scenario, null, []))];
        DocumentFolder own = Folder(runbook);
        foreach (string name in own.Names())
        {
            string path = own.PathOf(name);
            try
            {
                entries.Add(new ScenarioEntry(name, Read(runbook, name, await own.ReadAsync(name, [], cancellationToken).ConfigureAwait(false), path), path, []));
            }
            catch (InvalidDocumentException error)
            {
                entries.Add(new ScenarioEntry(name, null, path, error.Diagnostics));
            }
        }

        return entries;
    }

    /// <summary>Saves a scenario of the user's own.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="name">The scenario's name.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="replace">Whether one of the same name may be replaced.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Its file, absolute.</returns>
    /// <exception cref="GuruException">It does not fit the runbook (<c>InvalidParameter</c>), or its name is wrong or taken (<c>InvalidName</c>, <c>NameTaken</c>).</exception>
    public async Task<string> SaveAsync(Runbook runbook, string name, RunbookScenario scenario, bool replace, CancellationToken cancellationToken)
    {
        DocumentFolder own = Folder(runbook);
        string path = own.PathOf(name);
        MappingNode node = Nodes.Mapping(
            ("runbook", Nodes.Text(runbook.Name)),
            ("description", Nodes.Text(scenario.Description)),
            ("parameters", Nodes.Mapping([.. scenario.Parameters.Select(entry => (entry.Key, Value(runbook, entry.Key, entry.Value)))])));
        List<Diagnostic> diagnostics = [];
        ScenarioRules.Check(node, runbook.Name, runbook.Parameters, diagnostics);
        if (diagnostics.Count > 0 || runbook.Scenarios.ContainsKey(name))
        {
            throw new GuruException(new Failure
            {
                Id = diagnostics.Count > 0 ? "InvalidParameter" : "NameTaken",
                Kind = FailureKind.Usage,
                Message = diagnostics.Count > 0 ? $"Runbook {runbook.Name} can't start with these parameters." : $"Runbook {runbook.Name} has a scenario '{name}' itself.",
                Target = name,
                Evidence = [.. diagnostics.Select(mistake => mistake.Message)],
                NextAction = "Nothing was saved.",
            });
        }

        string comment = $"A scenario: guru run {runbook.Name} --scenario {name}";
        await own.WriteAsync(name, writer.Write(node, comment), replace, cancellationToken).ConfigureAwait(false);
        return path;
    }

    /// <summary>Removes a scenario of the user's own.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="name">The scenario's name.</param>
    /// <exception cref="GuruException">There is none (<c>ScenarioNotFound</c>).</exception>
    public void Remove(Runbook runbook, string name)
    {
        DocumentFolder own = Folder(runbook);
        own.Remove(name, own.Names());
    }

    private RunbookScenario Read(Runbook runbook, string name, string text, string path)
    {
        DocumentNode root = parser.Parse(text, path);
        List<Diagnostic> diagnostics = [];
        ScenarioDocument? document = new DocumentBinder(diagnostics).Bind<ScenarioDocument>(root, string.Empty);
        if (document?.Runbook is { } other && other != runbook.Name)
        {
            diagnostics.Add(new Diagnostic("WrongRunbook", ((MappingNode)root).Find("runbook")!.Position, $"it is a scenario of {other}, not of {runbook.Name}."));
        }
        else
        {
            ScenarioRules.Check(root, runbook.Name, runbook.Parameters, diagnostics);
        }

        return diagnostics.Count == 0
            ? new RunbookScenario { Name = name, Description = document!.Description, Parameters = document.Parameters }
            : throw new InvalidDocumentException([.. diagnostics.OrderBy(mistake => mistake.Position.Line).ThenBy(mistake => mistake.Position.Column)]);
    }

    // A truth value and a number are written as such; a text keeps its quotes where it looks like one of them.
    private static ScalarNode Value(Runbook runbook, string name, string text) =>
        new(text, runbook.Parameters.GetValueOrDefault(name)?.Type is ParameterType.Boolean or ParameterType.Integer, Nodes.Nowhere);

    private IEnumerable<string> Names(Runbook runbook) => runbook.Scenarios.Keys.Concat(Folder(runbook).Names());

    private DocumentFolder Folder(Runbook runbook) => new(Path.Combine(stateDirectory, "scenarios", runbook.Name), "scenario");
}
