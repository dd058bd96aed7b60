using ServiceGuru.Network;
using ServiceGuru.Operations;

namespace ServiceGuru.Tests.Network;

public sealed class DomainTargetTests
{
    [Theory]
    [InlineData("download.kde.org", "download.kde.org", null)]
    [InlineData(" Download.KDE.org. ", "download.kde.org", null)]
    [InlineData("https://download.kde.org/stable/frameworks", "download.kde.org", null)]
    [InlineData("https://download.kde.org:8443/x?y#z", "download.kde.org", 8443)]
    [InlineData("ssh://git@git.example.org/x.git", "git.example.org", null)]
    [InlineData("bücher.example", "xn--bcher-kva.example", null)]
    [InlineData("a-b.c9", "a-b.c9", null)]
    public void What_is_given_means_a_host(string given, string host, int? port)
    {
        DomainTarget target = DomainTarget.Parse(given);

        target.Host.ShouldBe(host);
        target.Port.ShouldBe(port);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("-oProxyCommand=touch.x")]
    [InlineData("--config.file")]
    [InlineData("example.org;id")]
    [InlineData("example.org --insecure")]
    [InlineData("$(id).example.org")]
    [InlineData("example.org\nother.org")]
    [InlineData("example.org:443")]
    [InlineData("example.org/path")]
    [InlineData("10.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://")]
    [InlineData("file:///etc/passwd")]
    [InlineData("a..b")]
    [InlineData("under_score.example")]
    [InlineData("1.2.3")]
    public void What_is_no_domain_is_refused(string given)
    {
        Failure failure = Should.Throw<GuruException>(() => DomainTarget.Parse(given)).Failure;

        failure.Id.ShouldBe("InvalidDomain");
        failure.Kind.ShouldBe(FailureKind.Usage);
        failure.Cause.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void An_address_with_a_password_is_refused_without_showing_it()
    {
        Failure failure = Should.Throw<GuruException>(() => DomainTarget.Parse("https://user:hunter2@kde.org/x")).Failure;

        failure.Id.ShouldBe("InvalidDomain");
        $"{failure.Message}{failure.Target}{failure.Cause}".ShouldNotContain("hunter2");
    }

    [Fact]
    public void A_part_of_64_characters_and_a_name_of_254_are_refused()
    {
        Should.Throw<GuruException>(() => DomainTarget.Parse($"{new string('a', 64)}.org"));
        Should.Throw<GuruException>(() => DomainTarget.Parse(string.Join('.', Enumerable.Repeat(new string('a', 49), 5)) + ".abcde"));
    }

    [Fact]
    public void The_same_host_twice_is_one() => DomainTarget.ParseAll(["kde.org", "https://KDE.org/x", "gnome.org"]).Select(target => target.Host).ShouldBe(["kde.org", "gnome.org"]);
}
