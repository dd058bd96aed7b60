using System.ComponentModel;
using System.Diagnostics;
using ServiceGuru.Connectors.Commands;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>One run of a credential program, without a shell and without a terminal.</summary>
internal sealed record ProgramRun(string Command, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Variables)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Runs it and gives its output.</summary>
    /// <exception cref="Operations.GuruException">It can't be started, fails, or takes longer than a minute.</exception>
    public async Task<string> ReadAsync(HttpPipeline pipeline, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(Command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string argument in Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in Variables)
        {
            start.Environment[name] = value;
        }

        using CancellationTokenSource late = new(Longest, pipeline.Time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        using Process process = Start(start);
        try
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(end.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(end.Token);
            await process.WaitForExitAsync(end.Token).ConfigureAwait(false);
            string said = ServerWords.Shorten(await errors.ConfigureAwait(false), pipeline.Redactor);
            string answer = await output.ConfigureAwait(false);
            return process.ExitCode == 0
                ? answer
                : throw KubeconfigFailure.Secret($"The program {Command} gives no credentials: it ended with {process.ExitCode}.", said);
        }
        catch (OperationCanceledException)
        {
            ProcessTree.End(process);
            cancellationToken.ThrowIfCancellationRequested();
            throw KubeconfigFailure.Secret($"The program {Command} gives no credentials.", $"It did not end within {Longest.TotalSeconds:0} s.");
        }
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw KubeconfigFailure.Secret($"The program {Command} can't be started.", e.Message);
        }
    }
}
