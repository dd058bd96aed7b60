using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Quay;

/// <summary>
/// Gets the short-lived pull token that a registry asks for, also for public images
/// (https://distribution.github.io/distribution/spec/auth/token/).
/// </summary>
internal sealed partial class OciTokens(RegistryDefinition definition, ISecretResolver secrets, HttpPipeline pipeline, SystemClient client)
{
    // Quay's name for "what follows is an OAuth token".
    private const string OAuthUser = "$oauthtoken";

    /// <summary>Answers a challenge; null where it is none that we can answer.</summary>
    public async Task<AuthenticationHeaderValue?> AnswerAsync(HttpAnswer challenge, string repository, CancellationToken cancellationToken)
    {
        string? bearer = challenge.Headers.WwwAuthenticate.FirstOrDefault(h => h.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))?.Parameter;
        if (bearer is null)
        {
            return null;
        }

        Dictionary<string, string> asked = Parameters().Matches(bearer)
            .GroupBy(m => m.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First().Groups["value"].Value, StringComparer.OrdinalIgnoreCase);
        if (!asked.TryGetValue("realm", out string? realm) || !Uri.TryCreate(challenge.Uri, realm, out Uri? address))
        {
            return null;
        }

        string scope = asked.GetValueOrDefault("scope") ?? $"repository:{definition.Namespace}/{repository}:pull";
        string query = $"service={Uri.EscapeDataString(asked.GetValueOrDefault("service") ?? definition.Host)}&scope={Uri.EscapeDataString(scope)}";
        HttpCall call = new(HttpMethod.Get, new Uri($"{address.GetLeftPart(UriPartial.Path)}?{query}"))
        {
            Authorization = await OwnAsync(address, cancellationToken).ConfigureAwait(false),
        };
        string token = await client.ReadAsync(call, json => json.TextOrNull("token") ?? json.NeedText("access_token"), cancellationToken).ConfigureAwait(false);
        pipeline.Redactor.Register(token);
        try
        {
            return BearerToken.Header(token);
        }
        catch (UnusableTokenException e)
        {
            throw client.Failures.Unreadable(call, new UnexpectedShapeException($"The token that it gives can't be one: {e.Message}"));
        }
    }

    [GeneratedRegex("""(?<name>\w+)="(?<value>[^"]*)"(?:,|$|\s)""")]
    private static partial Regex Parameters();

    private async Task<AuthenticationHeaderValue?> OwnAsync(Uri realm, CancellationToken cancellationToken)
    {
        // The registry names the realm; our token goes nowhere but to the registry itself.
        if (definition.Token is not { } reference || !Redirection.SameOrigin(realm, definition.Url))
        {
            return null;
        }

        string token = (await secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false)).Trim();
        string pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{OAuthUser}:{token}"));
        pipeline.Redactor.Register(pair);
        return new AuthenticationHeaderValue("Basic", pair);
    }
}
