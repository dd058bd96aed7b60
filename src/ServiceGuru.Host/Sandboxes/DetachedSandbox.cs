using System.Diagnostics;
using System.Globalization;
using ServiceGuru.Documents;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.Sandboxes;

/// <summary>Starts a sandbox as a process of its own, which lives on when this one has ended.</summary>
internal sealed class DetachedSandbox(SelfCommand self, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Gives the file that gets the sandbox's own output.</summary>
    public static string LogIn(string directory) => Path.Combine(directory, "sandbox.log");

    /// <summary>Starts it and returns when it can be used.</summary>
    /// <exception cref="GuruException">It did not come up (<c>SandboxNotStarted</c>).</exception>
    public async Task<SandboxFile> StartAsync(SandboxPlan plan, CancellationToken cancellationToken)
    {
        // What can be refused is refused here, in words, and not in the log of a process that nobody sees.
        await SandboxFolder.RequireFreeAsync(plan.Directory, cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(plan.Directory);
        using Process child = Process.Start(Describe(plan)) ?? throw new InvalidOperationException("The system gave no process.");
        child.StandardInput.Close();
        bool ready = false;
        try
        {
            SandboxFile file = await WaitAsync(child, plan.Directory, cancellationToken).ConfigureAwait(false);
            ready = true;
            return file;
        }
        finally
        {
            if (!ready && !child.HasExited)
            {
                // Nobody would know of it.
                child.Kill();
            }
        }
    }

    private async Task<SandboxFile> WaitAsync(Process child, string directory, CancellationToken cancellationToken)
    {
        // Until its log is open, what it says goes here.
        Task<string> errors = child.StandardError.ReadToEndAsync(cancellationToken);
        DateTimeOffset deadline = time.GetUtcNow() + Patience;
        while (true)
        {
            if (await SandboxFile.ReadAsync(directory, cancellationToken).ConfigureAwait(false) is { } file && file.Pid == child.Id)
            {
                return file;
            }

            if (child.HasExited)
            {
                throw NotStarted(directory, $"It ended with exit code {child.ExitCode}.", await errors.ConfigureAwait(false));
            }

            if (time.GetUtcNow() > deadline)
            {
                throw NotStarted(directory, $"It was not ready within {Duration.Format(Patience)}.", string.Empty);
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private ProcessStartInfo Describe(SandboxPlan plan)
    {
        List<string> arguments =
        [
            .. self.Leading,
            "sandbox", "--background",
            "--directory", plan.Directory,
            "--service", plan.Service,
            "--speed", plan.Speed.ToString(CultureInfo.InvariantCulture),
            "--port", plan.Port.ToString(CultureInfo.InvariantCulture),
        ];
        foreach (string fault in plan.Faults)
        {
            arguments.AddRange(["--fault", fault]);
        }

        if (plan.Lifetime is { } lifetime)
        {
            arguments.AddRange(["--lifetime", Duration.Format(lifetime)]);
        }

        // Its own pipes: a reader of our output must see its end when we end, not when the sandbox does.
        return new ProcessStartInfo(self.FileName, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
    }

    private static GuruException NotStarted(string directory, string cause, string errors)
    {
        string log = LogIn(directory);
        string[] lines = File.Exists(log) ? File.ReadAllLines(log) : [];
        return new GuruException(new Failure
        {
            Id = "SandboxNotStarted",
            Message = "The sandbox did not start.",
            Target = directory,
            Cause = cause,
            Evidence = [.. lines.Concat(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)).TakeLast(20)],
            NextAction = "Start 'guru sandbox' in the foreground to see it happen. It needs git on the PATH.",
        });
    }
}
