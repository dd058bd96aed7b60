using System.Globalization;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Network;
using ServiceGuru.Sandbox.Queues;

namespace ServiceGuru.Sandbox.Cluster.Exec;

/// <summary>Python, as far as it runs the scripts that say by their first line what they find out.</summary>
internal sealed class PythonProgram(Internet internet, TaskQueues queues) : IPodProgram
{
    public IReadOnlyList<string> Names { get; } = ["python3", "python"];

    public bool OfTheService => true;

    public ExecAnswer Run(ExecCall call)
    {
        if (call.Arguments is ["--version"])
        {
            return new(0, "Python 3.14.0\n");
        }

        if (call.Arguments.Count < 2 || call.Arguments[0] != "-c")
        {
            return new(2, "", "The simulated Python takes -c PROGRAM only.\n");
        }

        string[] arguments = [.. call.Arguments.Skip(2)];
        return (call.Arguments[1].Split('\n')[0].Trim(), arguments) switch
        {
            ("# serviceguru: reach", [var host, var timeout, ..]) => Reach(host, timeout, arguments[2..], call.Namespace),
            ("# serviceguru: queue-lengths", [var app, ..]) => Lengths(app, arguments[1..], call.Namespace),
            _ => new(1, "", "The simulated Python does not know this program.\n"),
        };
    }

    private ExecAnswer Reach(string host, string timeout, string[] ports, string space)
    {
        TimeSpan limit = TimeSpan.FromSeconds(double.Parse(timeout, CultureInfo.InvariantCulture));
        int[] numbers = [.. ports.Select(port => int.Parse(port, CultureInfo.InvariantCulture))];
        bool waits = numbers.Any(port => internet.Connect(host, port, space).Outcome == "timedOut");
        return new(0, internet.Look(host, numbers, limit, space).ToJsonString() + "\n") { Takes = waits ? limit : TimeSpan.FromSeconds(1) };
    }

    private ExecAnswer Lengths(string app, string[] names, string space)
    {
        if (!queues.Has(app))
        {
            return new(1, "", $"ModuleNotFoundError: No module named '{app.Split('.')[0]}'\n");
        }

        var lengths = new JsonObject();
        foreach (string name in names)
        {
            lengths[name] = queues.Length(space, name);
        }

        return new(0, lengths.ToJsonString() + "\n") { Takes = TimeSpan.FromSeconds(4) };
    }
}
