using Participatory.Contracts.People;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>On which days neither the council nor its bank works, as administrators change it.</summary>
public sealed class HolidaysTests
{
    private static readonly (string Name, string Value)[] Set =
        [("Payer:Nation", "Scotland"), ("Payer:BankHolidays", "2027-06-05, 2026-09-14"), ("Demo", "true")];

    [Theory, EveryDatabase]
    public async Task The_settings_hold_until_an_administrator_says_other_days_and_all_services_hear_them(string engine)
    {
        await using var desk = await Desk.Open(engine, Set);
        var set = await desk.As(Tests.People.Grace).GetHolidaysAsync(new());
        Assert.Equal((0, Nation.Scotland), (set.Version, set.Nation));
        Assert.Equal(["2026-09-14", "2027-06-05"], set.Days);

        var first = await Change(desk, 0, Nation.Wales, "2027-12-24", "2027-06-07", "2027-12-24");
        Assert.Equal(["2027-06-07", "2027-12-24"], first.Days);
        Assert.Equal(first, await desk.As(Tests.People.Femi).GetHolidaysAsync(new()));
        var second = await Change(desk, 1, Nation.Wales);
        Assert.Empty(second.Days);
        Assert.Equal([second, first], (await desk.As(Tests.People.Grace).ListHolidaysAsync(new())).Holidays);
        Assert.Equal(
            [(1, "WALES", "2027-06-07 2027-12-24"), (2, "WALES", "")],
            (await desk.Service.Published<HolidaysChanged>()).Select(one => (
                one.Version, one.Nation, string.Join(' ', one.Days.Select(Participatory.Platform.Running.DaysOff.Text)))));
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_changes_once_and_of_two_who_looked_at_the_same_days_one_is_told(string engine)
    {
        await using var desk = await Desk.Open(engine, Set);
        Assert.Equal("SETTINGS_AS_THEY_WERE", await Desk.Refused(() => Change(desk, 0, Nation.Scotland, "2026-09-14", "2027-06-05")));
        var request = new ChangeHolidaysRequest
        {
            RequestId = Desk.NewId(), Holidays = new CouncilHolidays { Nation = Nation.England, Days = { "2027-06-05" } },
        };
        var nia = desk.As(Tests.People.Nia);
        Assert.Equal(await nia.ChangeHolidaysAsync(request), await nia.ChangeHolidaysAsync(request));
        Assert.Single(await desk.Service.Published<HolidaysChanged>());
        var reasons = await Race.Reasons(
            () => Change(desk, 1, Nation.England), () => Change(desk, 1, Nation.Wales));
        Assert.Equal(["", "SETTINGS_CHANGED"], reasons.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("holidays.days[1]", Nation.England, "2027-06-05", "2027-02-30")]
    [InlineData("holidays.days[0]", Nation.England, "the fair")]
    [InlineData("holidays.days[0]", Nation.England, "0027-06-05")]
    [InlineData("holidays.nation", Nation.Unspecified)]
    public async Task What_cannot_be_is_said_beside_its_field(string field, Nation nation, params string[] days)
    {
        await using var desk = await Desk.Open("sqlite", Set);
        var refusal = await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => Change(desk, 0, nation, days));
        Assert.Equal([field], Statuses.FieldFaults(refusal).Select(one => one.Name));
    }

    [Theory, EveryDatabase]
    public async Task Nobody_but_an_administrator_changes_them_and_no_version_is_ever_changed(string engine)
    {
        await using var desk = await Desk.Open(engine, Set);
        foreach (var caller in (Caller[])[Tests.People.Grace, Tests.People.Femi, Tests.People.Amina])
        {
            Assert.Equal("NOT_ALLOWED", await Desk.Refused(async () => await desk.As(caller).ChangeHolidaysAsync(
                new() { RequestId = Desk.NewId(), Holidays = new CouncilHolidays { Nation = Nation.England } })));
        }

        await Change(desk, 0, Nation.England, "2027-06-05");
        foreach (var statement in (string[])
        [
            "UPDATE council_holidays SET nation = 'WALES'", "DELETE FROM council_holiday",
            "UPDATE council_holiday SET holiday = '2027-06-06'",
        ])
        {
            await using var transaction = await desk.Service.Database.Begin(TestContext.Current.CancellationToken);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => transaction.Execute(new Sql(statement)));
        }
    }

    private static async Task<CouncilHolidays> Change(Desk desk, int looked, Nation nation, params string[] days) =>
        await desk.As(Tests.People.Nia).ChangeHolidaysAsync(new()
        {
            RequestId = Desk.NewId(), Holidays = new CouncilHolidays { Version = looked, Nation = nation, Days = { days } },
        });
}
