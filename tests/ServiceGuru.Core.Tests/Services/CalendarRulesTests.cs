using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;

namespace ServiceGuru.Services;

public sealed class CalendarRulesTests
{
    private readonly ServiceDefinitionReader _reader = new(new YamlDocumentParser());

    [Fact]
    public void A_calendar_is_read()
    {
        CalendarDefinition calendar = _reader.Read("""
            name: shop
            calendar:
              timeZone: Europe/Prague
              freezes:
                - { name: holidays, from: 2026-12-19, to: 2027-01-03T12:00, reason: Nobody is here. }
              windows:
                - { days: [monday, Tuesday], from: 09:00, to: 24:00 }
              quietHours: { from: "22:00", to: "06:00" }
            """, null).Calendar!;

        calendar.Freezes.Single().From.ShouldBe("2026-12-19");
        calendar.Windows.Single().Days.ShouldBe([DayOfWeek.Monday, DayOfWeek.Tuesday]);
        calendar.Windows.Single().From.ShouldBe("09:00");
    }

    [Fact]
    public void What_there_is_not_and_what_can_never_open_is_a_mistake_with_its_place()
    {
        InvalidDocumentException error = Should.Throw<InvalidDocumentException>(() => _reader.Read("""
            name: shop
            calendar:
              timeZone: Europe/Prag
              freezes:
                - { name: a, from: 2026-12-19, to: 2026-12-18, reason: x }
                - { name: a, from: tomorrow, to: 2026-13-01, reason: " ", environments: [prod] }
              windows:
                - { days: [], from: "9:00", to: "25:00" }
                - { days: [monday], from: "09:00", to: "09:00" }
                - { days: [monday], from: "24:00", to: "2:00" }
              quietHours: { from: "06:00", to: "06:00" }
            """, "service.yaml"));

        error.Diagnostics.Select(mistake => $"{mistake.Position.Line}:{mistake.Position.Column} {mistake.Id}").ShouldBe(
        [
            "3:13 InvalidValue",
            "5:40 InvalidValue",
            "6:15 DuplicateName",
            "6:24 InvalidValue",
            "6:38 InvalidValue",
            "6:58 InvalidValue",
            "6:78 UnknownName",
            "8:15 InvalidValue",
            "8:25 InvalidValue",
            "8:37 InvalidValue",
            "9:44 InvalidValue",
            "10:31 InvalidValue",
            "10:44 InvalidValue",
            "11:36 InvalidValue",
        ]);
    }

    [Theory]
    [InlineData("Central European Standard Time")]
    [InlineData("GMT+1")]
    public void A_time_zone_that_is_no_iana_name_is_a_mistake(string zone) =>
        Should.Throw<InvalidDocumentException>(() => _reader.Read($"name: shop\ncalendar: {{ timeZone: \"{zone}\" }}", null)).Diagnostics.Single().Message.ShouldContain("IANA");
}
