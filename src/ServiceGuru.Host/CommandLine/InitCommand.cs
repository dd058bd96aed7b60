using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Services;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru init [NAME]</c>.</summary>
internal sealed class InitCommand : VerbCommand
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
        string name = call.Parse.GetValue(_name) ?? ServiceTemplate.NameFor(call.Parts.CurrentDirectory);
        string path = Path.Combine(call.Parts.CurrentDirectory, ServiceTemplate.FileName);
        await ServiceTemplate.WriteAsync(path, name, cancellationToken).ConfigureAwait(false);
        return call.Show(new { name, path }, screen =>
        {
            screen.Line(new Piece("✓ ", Tone.Good), $"wrote {path}");
            screen.Line("Fill it in, then look at what a deployment would do: ", call.Parts.Self.Line("plan", "weekly-production"));
        });
    }
}
