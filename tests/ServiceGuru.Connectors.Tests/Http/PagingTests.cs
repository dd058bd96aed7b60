using ServiceGuru.Connectors.Http;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Http;

public sealed class PagingTests
{
    [Fact]
    public async Task Pages_are_read_as_the_links_lead()
    {
        FakeServer server = new(request => request.Uri.Query switch
        {
            "?page=1" => Json("[1, 2]", headers: ("Link", """<https://forge.example/api/things?page=2>; rel="next", <https://forge.example/api/things?page=3>; rel="last" """)),
            "?page=2" => Json("[3]", headers: ("Link", """<https://forge.example/api/things?page=1>; rel="prev first", </api/things?page=3>; title="a, b"; rel=next""")),
            _ => Json("[4]", headers: ("Link", """<https://forge.example/api/things?page=4>; rel="next"; results="false"; cursor="0:0:0" """)),
        });

        (await ReadAsync(server)).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task A_page_on_another_host_is_not_fetched()
    {
        FakeServer server = new(() => Json("[1]", headers: ("Link", """<https://evil.example/api/things?page=2>; rel="next" """)));

        (await ReadAsync(server)).ShouldBe([1]);
        server.Requests.Count.ShouldBe(1);
    }

    private static async Task<List<int>> ReadAsync(FakeServer server)
    {
        List<int> all = [];
        await foreach (List<int> page in server.Client()
            .PagesAsync(server.Client().Get("things?page=1"), json => json.Items().Select(item => item.GetInt32()).ToList(), default))
        {
            all.AddRange(page);
        }

        return all;
    }
}
