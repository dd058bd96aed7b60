using System.CommandLine;
using System.Reflection;
using System.Text.RegularExpressions;
using ServiceGuru.Host.Console;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru init [NAME]</c>.</summary>
internal sealed partial class InitCommand : VerbCommand
{
    private readonly Argument<string> _name = new("NAME")
    {
        Description = "The service's short name. Default: the folder's name.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public InitCommand(VerbRunner runner)
        : base("init", "Writes a commented service.yaml for a new service into this folder.", runner) => Arguments.Add(_name);

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string name = call.Parse.GetValue(_name) ?? Adapt(Path.GetFileName(call.Parts.CurrentDirectory));
        if (!NamePattern().IsMatch(name))
        {
            return call.Fail(new Failure
            {
                Id = "InvalidName",
                Kind = FailureKind.Usage,
                Message = $"'{name}' can't be the name of a service.",
                Target = name,
                NextAction = "Use lowercase letters, digits and hyphens, 1 to 63 characters: guru init my-service",
            });
        }

        string path = Path.Combine(call.Parts.CurrentDirectory, "service.yaml");
        string text = (await TemplateAsync(cancellationToken).ConfigureAwait(false)).Replace("my-service", name, StringComparison.Ordinal);
        try
        {
            FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
            StreamWriter writer = new(file);
            await using (writer.ConfigureAwait(false))
            {
                await writer.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            return call.Fail(new Failure
            {
                Id = "FileExists",
                Kind = FailureKind.Usage,
                Message = "There is a service.yaml here already; it was left as it is.",
                Target = path,
                NextAction = "Go to another folder, or move the file away.",
            });
        }

        return call.Show(new { name, path }, screen =>
        {
            screen.Line(new Piece("✓ ", Tone.Good), $"wrote {path}");
            screen.Line("Fill it in, then look at what a deployment would do: ", call.Parts.Self.Line("plan", "weekly-production"));
        });
    }

    private static async Task<string> TemplateAsync(CancellationToken cancellationToken)
    {
        Stream template = Assembly.GetExecutingAssembly().GetManifestResourceStream("service-template.yaml")
            ?? throw new InvalidOperationException("The template is missing from this build.");
        using StreamReader reader = new(template);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Adapt(string folder) => OtherCharacters().Replace(folder.ToLowerInvariant(), "-").Trim('-') is { Length: > 0 } name ? name : "my-service";

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex OtherCharacters();
}
