using System.Globalization;
using ServiceGuru.Sandbox.Network;

namespace ServiceGuru.Sandbox.Cluster.Exec;

/// <summary>curl with <c>-I</c>, as the documents use it, with its exit codes and words (https://curl.se/docs/manpage.html).</summary>
internal sealed class CurlProgram(Internet internet) : IPodProgram
{
    private static readonly TimeSpan OwnTimeout = TimeSpan.FromSeconds(300);

    public IReadOnlyList<string> Names { get; } = ["curl"];

    public bool OfTheService => true;

    public ExecAnswer Run(ExecCall call)
    {
        TimeSpan timeout = OwnTimeout;
        string? address = null;
        for (int index = 0; index < call.Arguments.Count; index++)
        {
            string argument = call.Arguments[index];
            if (argument is "--max-time" or "-m")
            {
                timeout = TimeSpan.FromSeconds(double.Parse(call.Arguments[++index], CultureInfo.InvariantCulture));
            }
            else if (!argument.StartsWith('-'))
            {
                address = argument;
            }
        }

        return Uri.TryCreate(address?.Contains("://", StringComparison.Ordinal) == true ? address : $"http://{address}", UriKind.Absolute, out Uri? uri)
            ? Answer(uri, timeout, call.Namespace)
            : new(2, "", "curl: (2) no URL specified\n");
    }

    private ExecAnswer Answer(Uri uri, TimeSpan timeout, string space)
    {
        HostView view = internet.Connect(uri.Host, uri.Port, space);
        return view.Outcome switch
        {
            "reached" => new(0, "HTTP/1.1 200 OK\r\nServer: sandbox\r\n\r\n"),
            "unknownName" => new(6, "", $"curl: (6) Could not resolve host: {uri.Host}\n"),
            "refused" => new(7, "", $"curl: (7) Failed to connect to {uri.Host} port {uri.Port}: Connection refused\n"),
            "timedOut" => new(28, "", $"curl: (28) Connection timed out after {(int)timeout.TotalMilliseconds} milliseconds\n") { Takes = timeout },
            "certificateWrong" => new(60, "", "curl: (60) SSL certificate problem: certificate has expired\n"),
            _ => new(56, "", "curl: (56) Recv failure: Connection reset by peer\n"),
        };
    }
}
