using ServiceGuru.Operations;

namespace ServiceGuru.Network;

/// <summary>Ports that a person named.</summary>
internal static class PortNumbers
{
    /// <summary>Refuses what is no port.</summary>
    /// <exception cref="GuruException">One is not in 1 to 65535 (<c>InvalidPort</c>).</exception>
    public static void Check(IReadOnlyList<int>? ports)
    {
        foreach (int port in (ports ?? []).Where(port => port is < 1 or > 65535))
        {
            throw new GuruException(new Failure
            {
                Id = "InvalidPort",
                Kind = FailureKind.Usage,
                Message = $"{port} is no port.",
                Target = $"{port}",
                NextAction = "Give a number from 1 to 65535, e.g. 443.",
            });
        }
    }
}
