using System.Text.Json.Nodes;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Runbooks.Execution;

namespace ServiceGuru.Snippets;

/// <summary>Changes inputs of a snippet by name.</summary>
internal static class SnippetInputs
{
    /// <summary>Sets inputs. A single value is taken as it is; a list or a mapping is written as in YAML, e.g. <c>[ogr, packit]</c>.</summary>
    /// <exception cref="GuruException">One is unknown or wrong (<c>InvalidInput</c>); all are told.</exception>
    public static Snippet Set(Snippet snippet, IReadOnlyDictionary<string, string> values, IDocumentParser parser)
    {
        TypeShape shape = TypeShape.Of(snippet.Operation.RequestType);
        JsonObject inputs = (JsonObject)snippet.Inputs.DeepClone();
        List<string> mistakes = [];
        foreach ((string name, string text) in values)
        {
            if (shape.Find(name) is not { Writable: true } property)
            {
                mistakes.Add($"{snippet.Operation.Id} has no input '{name}'.{NearestName.Hint(name, shape.Properties.Where(known => known.Writable).Select(known => known.Key))}");
                continue;
            }

            try
            {
                DocumentNode node = property.Value.Shape == ValueShape.Scalar ? new ScalarNode(text, true, Nodes.Nowhere) : parser.Parse(text, null);
                inputs[name] = StepInputs.ToPlainJson(Nodes.Mapping((name, node)))[name]?.DeepClone();
            }
            catch (InvalidDocumentException error)
            {
                mistakes.AddRange(error.Diagnostics.Select(mistake => $"{name}: {mistake.Message}"));
            }
        }

        Dictionary<string, string> unknown = snippet.Unknown.Where(input => !values.ContainsKey(input.Key)).ToDictionary(input => input.Key, input => input.Value);
        List<Diagnostic> diagnostics = [];
        new DocumentBinder(diagnostics).Bind(snippet.Operation.RequestType, StepInputs.FromJson(inputs), string.Empty);

        // What is not known yet is asked for by its own name.
        mistakes.AddRange(diagnostics.Where(mistake => mistake.Id != "MissingKey" || unknown.Count == 0).Select(mistake => mistake.Message));
        return mistakes.Count == 0 ? snippet with { Inputs = inputs, Unknown = unknown } : throw new GuruException(new Failure
        {
            Id = "InvalidInput",
            Kind = FailureKind.Usage,
            Message = $"{snippet.Operation.Id} can't take these inputs.",
            Target = snippet.Operation.Id,
            Evidence = mistakes,
            NextAction = "Correct them; nothing was changed.",
        });
    }

    /// <summary>Makes sure that all inputs are known: what is left out could mean everything.</summary>
    /// <exception cref="GuruException">Some are not (<c>InputsUnknown</c>).</exception>
    public static void RequireKnown(Snippet snippet)
    {
        if (snippet.Unknown.Count > 0)
        {
            throw new GuruException(new Failure
            {
                Id = "InputsUnknown",
                Kind = FailureKind.Usage,
                Message = $"Step '{snippet.From.Step}' of run {snippet.From.Run} has not run, and some of its inputs would have been known only then.",
                Target = snippet.From.Step,
                Evidence = [.. snippet.Unknown.Select(input => $"{input.Key}: {input.Value}")],
                NextAction = $"Give them: {string.Join(' ', snippet.Unknown.Keys.Select(name => $"--set {name}=…"))}",
            });
        }
    }
}
