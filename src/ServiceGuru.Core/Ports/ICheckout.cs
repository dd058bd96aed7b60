using ServiceGuru.Infrastructure;

namespace ServiceGuru.Ports;

/// <summary>The clone of the deployment repository on this machine. It is looked at, never changed.</summary>
public interface ICheckout
{
    /// <summary>Gets its folder, absolute.</summary>
    string Path { get; }

    /// <summary>Looks at it; nothing is fetched.</summary>
    /// <param name="head">The full commit that the remote's branch is at.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<CheckoutState> InspectAsync(string head, CancellationToken cancellationToken);
}
