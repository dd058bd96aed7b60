using ServiceGuru.Connectors.RabbitMq;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd.Runner;

/// <summary>Tells on stderr what stands in the way of a worker.</summary>
internal sealed class FleetLog : IWorkerLog
{
    public void Connected()
    {
    }

    public void Trouble(string trouble, TimeSpan retry) => Console.Error.WriteLine(trouble);

    public void Begun(TargetWork work)
    {
    }

    public void Ended(TargetWork work, WorkResult result)
    {
    }

    public void Parked(string? target, string reason) => Console.Error.WriteLine($"parked {target}: {reason}");
}
