using ServiceGuru.Host.Console;
using ServiceGuru.Host.Serving.Access;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru serve token list</c>.</summary>
internal sealed class ServeTokenListCommand(VerbRunner runner, ServeOptions options)
    : VerbCommand("list", "Lists who has a token.", runner)
{
    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string path = options.TokenPath(call);
        IReadOnlyList<TokenEntry> entries = File.Exists(path) ? TokenFile.Read(path) : [];
        return Task.FromResult(call.Show(entries.Select(entry => new { entry.Name, entry.Created, Hash = entry.Hash[..8] }).ToList(), screen =>
        {
            if (entries.Count == 0)
            {
                screen.Line("Nobody has a token.");
                return;
            }

            Listing listing = new Listing("Name", "Made", "Hash").Keeps("Name", "Made", "Hash");
            foreach (TokenEntry entry in entries)
            {
                listing.Add(entry.Name, Elapsed.Stamp(entry.Created), entry.Hash[..8]);
            }

            screen.Table(listing);
        }));
    }
}
