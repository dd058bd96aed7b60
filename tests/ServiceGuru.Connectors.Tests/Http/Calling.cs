using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Tests.Http;

/// <summary>A client of an imaginary system over a fake server.</summary>
internal static class Calling
{
    public static SystemClient Client(this FakeServer server, bool token = true) => new(
        new OutsideSystem("Forge", "Forge", new Uri("https://forge.example/api")),
        new TokenAuthorization(token ? KnownSecrets.Reference : null, new KnownSecrets(server.Redactor), "forge.token"),
        server.Pipeline);

    public static async Task<Failure> FailureOfAsync(Func<Task> action) => (await Should.ThrowAsync<GuruException>(action)).Failure;
}
