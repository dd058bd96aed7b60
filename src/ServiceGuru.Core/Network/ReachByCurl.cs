using System.Globalization;
using ServiceGuru.Exec;

namespace ServiceGuru.Network;

/// <summary>The documents' own check, <c>curl -I --max-time 5</c>, for images without Python; its exit codes tell the stages apart.</summary>
internal static class ReachByCurl
{
    /// <summary>Gives the command for a port; only those that speak HTTP can be asked so.</summary>
    public static IReadOnlyList<string> Command(string host, int port, TimeSpan timeout) =>
    [
        "curl", "-sSI", "--max-time", timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture),
        port switch { 80 => $"http://{host}/", 443 => $"https://{host}/", 8080 => $"http://{host}:8080/", _ => $"https://{host}:{port}/" },
    ];

    /// <summary>Reads how it ended (https://curl.se/docs/manpage.html, "Exit codes").</summary>
    public static PortReach Read(int port, PodCommandResult result)
    {
        (ReachStage stage, ReachOutcome outcome) = result.ExitCode switch
        {
            0 or 22 => (ReachStage.Http, ReachOutcome.Reached),
            5 or 6 => (ReachStage.Dns, ReachOutcome.UnknownName),
            7 => (ReachStage.Tcp, ReachOutcome.Refused),
            28 => (ReachStage.Tcp, ReachOutcome.TimedOut),
            35 => (ReachStage.Tls, ReachOutcome.TlsFailed),
            51 or 60 => (ReachStage.Tls, ReachOutcome.CertificateWrong),
            52 or 55 or 56 => (ReachStage.Http, ReachOutcome.Reset),
            _ => (ReachStage.Tcp, ReachOutcome.Failed),
        };
        string? words = outcome == ReachOutcome.Reached ? result.Output.Split('\n')[0].Trim() : result.LastWords;
        return new PortReach(port, stage, outcome, string.IsNullOrEmpty(words) ? null : words, TimeSpan.Zero);
    }
}
