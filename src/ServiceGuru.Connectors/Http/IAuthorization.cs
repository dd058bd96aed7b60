using System.Net.Http.Headers;

namespace ServiceGuru.Connectors.Http;

/// <summary>Gives the credentials of a request at the time of the request.</summary>
internal interface IAuthorization
{
    /// <summary>Gets what a person should check when the credentials are refused: where they come from, never what they are.</summary>
    string Source { get; }

    /// <summary>Gets the header, or null to go without.</summary>
    /// <exception cref="Operations.GuruException">The secret can't be had.</exception>
    ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken);
}
