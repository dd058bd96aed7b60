using System.Management.Automation;
using ServiceGuru.Binding;

namespace ServiceGuru.Tests.Binding;

public sealed class DurationArgumentTests
{
    [Fact]
    public void A_duration_is_read_as_definitions_write_it() => DurationArgumentAttribute.Read("1h30m", "1h30m").ShouldBe(TimeSpan.FromMinutes(90));

    [Fact]
    public void A_bare_90s_which_PowerShell_takes_for_a_short_is_90_seconds() =>
        DurationArgumentAttribute.Read((short)90, "90s").ShouldBe(TimeSpan.FromSeconds(90));

    [Fact]
    public void What_PowerShell_converts_by_itself_is_left_to_it()
    {
        DurationArgumentAttribute.Read("00:20:00", "00:20:00").ShouldBe("00:20:00");
        DurationArgumentAttribute.Read(TimeSpan.FromHours(1), "01:00:00").ShouldBe(TimeSpan.FromHours(1));
        DurationArgumentAttribute.Read(null, null).ShouldBeNull();
    }

    [Theory]
    [InlineData(90, "90")]
    [InlineData((short)90, "90")]
    [InlineData("90", "90")]
    [InlineData(1.5, "1.5")]
    public void A_number_without_unit_is_refused(object value, string typed) =>
        Should.Throw<ArgumentTransformationMetadataException>(() => DurationArgumentAttribute.Read(value, typed));

    [Theory]
    [InlineData("x", "x")]
    [InlineData(100000, "100000d")]
    [InlineData("2 hours", "2 hours")]
    public void What_is_none_or_too_long_is_refused(object value, string typed) =>
        Should.Throw<ArgumentTransformationMetadataException>(() => DurationArgumentAttribute.Read(value, typed));
}
