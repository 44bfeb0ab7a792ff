using Participatory.Grants.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

/// <summary>
/// Half past midnight in the council's summer, where a server still has yesterday; and in the morning of a council at the other end of
/// the world, where it has yesterday, too.
/// </summary>
public sealed class DaysOfTheCouncilTests
{
    private static readonly DateTimeOffset LastMoments = new(2026, 6, 30, 23, 30, 0, TimeSpan.Zero);

    public static TheoryData<string, string> Councils => new()
    {
        { "Europe/London", "2026-07-01" }, { "Pacific/Auckland", "2026-07-01" }, { "America/Los_Angeles", "2026-06-30" },
    };

    [Theory, MemberData(nameof(Councils))]
    public async Task Today_is_the_councils_day_for_the_bank_for_the_month_that_a_group_names_and_in_open_data(string zone, string today)
    {
        await using var town = await Town.Start("sqlite", zone: zone);
        town.Service.Clock.Advance(LastMoments - town.Service.Clock.Now);
        var award = await town.Offered();
        var thisMonth = today[..7];
        if (thisMonth != "2026-06")
        {
            await RefusedFields(async () => await Accept("2026-06"), "used_by");
        }

        Assert.Equal(thisMonth, (await Accept(thisMonth)).UsedBy);
        await town.Checked(award);
        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });

        // Yesterday is too late for the bank; made today, worked on tomorrow, paid the day after.
        var yesterday = DateOnly.Parse(today, null).AddDays(-1).ToString("yyyy-MM-dd", null);
        await RefusedFields(async () => await town.Femi.MakeRunAsync(new() { RequestId = Id(), PayOn = yesterday }), "pay_on");
        var run = await town.Femi.MakeRunAsync(new() { RequestId = Id() });
        Assert.Equal(today == "2026-07-01" ? "2026-07-03" : "2026-07-02", run.PayOn);
        var file = (await town.Femi.ExportRunAsync(new() { RunId = run.RunId, Format = RunFormat.Standard18 })).Content.ToStringUtf8();
        // The creation date of the header: two digits of the year, and the day of the year.
        var header = file.Split("\r\n").First(line => line.StartsWith("HDR1", Ordinal));
        Assert.Equal(today == "2026-07-01" ? " 26182" : " 26181", header[41..47]);

        await town.Confirm(payment);
        var open = await OpenDataTests.Export(town, GrantsFormat.Json);
        Assert.Contains($"\"startDate\":\"{today}\"", open.Replace(" ", "", Ordinal), Ordinal);

        Task<Award> Accept(string usedBy) => town.Amina.AcceptAwardAsync(new()
        {
            RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion, UsedBy = usedBy
        }).ResponseAsync;
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;
}
