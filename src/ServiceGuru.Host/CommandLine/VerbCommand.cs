using System.CommandLine;

namespace ServiceGuru.Host.CommandLine;

/// <summary>One verb: its arguments, and what they are turned into. Errors are shown by the application, once for all.</summary>
internal abstract class VerbCommand : Command
{
    protected VerbCommand(string name, string description, VerbRunner runner)
        : base(name, description) => SetAction((parse, cancellationToken) => runner.RunAsync(parse, ExecuteAsync, cancellationToken));

    /// <summary>Carries the verb out.</summary>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken);
}
