using ServiceGuru.Commands;
using ServiceGuru.Services;

namespace ServiceGuru.Tests.Commands;

public sealed class BuildTimeoutTests
{
    private static readonly ServiceDefinition Service = new() { Name = "shop" };

    [Fact]
    public void Nothing_that_leads_to_an_image_is_awaited_for_longer()
    {
        TimeSpan three = TimeSpan.FromSeconds(3);

        TimingDefinition timing = BuildTimeout.Set(Service, three).Timing;

        new[] { timing.BuildTimeout, timing.BuildAppears, timing.ImageAppears, timing.BuildPoll }.ShouldAllBe(time => time == three);
    }

    [Fact]
    public void A_long_time_is_that_of_the_builds_alone()
    {
        TimingDefinition timing = BuildTimeout.Set(Service, TimeSpan.FromHours(5)).Timing;

        timing.ShouldBe(Service.Timing with { BuildTimeout = TimeSpan.FromHours(5) });
        BuildTimeout.Set(Service, null).ShouldBeSameAs(Service);
    }
}
