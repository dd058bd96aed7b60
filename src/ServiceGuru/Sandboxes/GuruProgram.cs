using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using ServiceGuru.Connectors.Commands;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Sandboxes;

/// <summary>
/// Starts the <c>guru</c> that ships beside the module. The sandbox needs ASP.NET Core 10, which can't run inside
/// PowerShell's own process.
/// </summary>
/// <param name="moduleDirectory">The module's folder.</param>
/// <param name="environment">Reads an environment variable.</param>
internal sealed class GuruProgram(string moduleDirectory, Func<string, string?> environment)
{
    // What the host of .NET says when there is no runtime that fits; the exit code differs between systems.
    private const string NoRuntime = "You must install or update .NET";
    private const string Download = "Install the ASP.NET Core 10 runtime from https://dotnet.microsoft.com/download/dotnet/10.0, or set DOTNET_ROOT to where it lies.";

    /// <summary>Runs guru and gives the <c>result</c> of its JSON answer.</summary>
    /// <exception cref="GuruException">It is not there, can't be started, or its own failure.</exception>
    public async Task<JsonElement> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(FindDotnet(), [FindGuru(), .. arguments, "--output", "json"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Start(start);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            ProcessTree.End(process);
            throw;
        }

        return Read(await output.ConfigureAwait(false), await error.ConfigureAwait(false), process.ExitCode);
    }

    /// <summary>Takes the answer apart; also what is no answer becomes a failure with words.</summary>
    internal static JsonElement Read(string output, string error, int exitCode)
    {
        if (error.Contains(NoRuntime, StringComparison.Ordinal))
        {
            throw Missing("RuntimeMissing", "The sandbox needs the ASP.NET Core 10 runtime, and it is not installed.", Download, Lines(error));
        }

        try
        {
            JsonElement answer = JsonSerializer.Deserialize<JsonElement>(output, LedgerJson.Options);
            if (answer.TryGetProperty("failure", out JsonElement told) && told.Deserialize<Failure>(LedgerJson.Options) is { } failure)
            {
                throw new GuruException(failure);
            }

            if (exitCode == 0 && answer.TryGetProperty("result", out JsonElement result))
            {
                return result;
            }
        }
        catch (JsonException)
        {
            // Not an answer at all; what it said on the way is the evidence below.
        }

        throw Missing("GuruFailed", $"guru ended with exit code {exitCode} and gave no answer.", "Start it by hand to see more: dotnet guru.dll sandbox.", Lines(output + error));
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("The system gave no process.");
        }
        catch (Win32Exception error)
        {
            throw new GuruException(Missing("DotNetMissing", "The sandbox needs .NET 10, and 'dotnet' can't be started.", Download, [error.Message]).Failure, error);
        }
    }

    private string FindGuru()
    {
        string guru = Path.Combine(moduleDirectory, "guru", "guru.dll");
        return File.Exists(guru) ? guru : throw Missing(
            "GuruMissing",
            "The program guru, which raises the sandbox, does not lie beside the module.",
            "Build the whole solution (dotnet build), or install the module from its release.",
            [$"looked for {guru}"]);
    }

    private string FindDotnet()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        IEnumerable<string> folders = new[] { environment("DOTNET_ROOT") }
            .Concat(environment("PATH")?.Split(Path.PathSeparator) ?? [])
            .Where(folder => !string.IsNullOrEmpty(folder))
            .Select(folder => folder!);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? throw Missing(
            "DotNetMissing", "The sandbox needs .NET 10, and there is no 'dotnet' on the PATH.", Download, []);
    }

    private static string[] Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(20)];

    private static GuruException Missing(string id, string message, string nextAction, IReadOnlyList<string> evidence) => new(new Failure
    {
        Id = id,
        Kind = FailureKind.Usage,
        Message = message,
        Target = "sandbox",
        Evidence = evidence,
        NextAction = nextAction,
    });
}
