using Participatory.Grants.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using static Participatory.Tests.Service.Grants.Town;
using Client = Participatory.Grants.V1.GrantsService.GrantsServiceClient;
using Contract = Participatory.Grants.V1.GrantsService;

namespace Participatory.Tests.Service.Grants;

/// <summary>
/// One group has a grant with each kind of holder, and a host that has confirmed and one that has not; everybody asks everything that
/// only reads, files of open data among it. New methods are found and asked by themselves.
/// </summary>
public sealed class MixedHoldersTests
{
    /// <summary>Whoever was sent a host's link, and has not confirmed.</summary>
    private const string Invited = "Somebody with a host's link";

    private static readonly Caller Ada = People.Resident("subject-ada");

    private static readonly Caller Hill = new("subject-hill", "Hill Ash, ward officer", People.Olu.Roles, new HashSet<string> { South });

    private static readonly string[] Everybody = [.. Readers.Everybody.Where(who => !who.Contains("funder")), Readers.Host, Invited];

    /// <summary>Officers of any area, and finance.</summary>
    private static readonly string[] Inside =
        [.. Readers.Council.Where(who => who != Readers.Group), Readers.OtherOfficer, Readers.Finance];

    private static readonly string[] Payee = [.. Readers.Council, Readers.Finance];

    [Theory, EveryDatabase]
    public async Task Names_of_bodies_are_public_once_they_have_agreed_and_all_else_is_for_those_whose_business_it_is(string engine)
    {
        await using var town = await Town.Start(engine);
        var marks = new AudienceTable();
        var awards = await Accepted(town, marks);
        var knows = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["round_id"] = ["autumn"], ["fund_id"] = ["fund-autumn"], ["award_id"] = [.. awards.Select(award => award.AwardId)],
            ["why"] = [marks.Mark("why somebody read an account", Readers.Group, Readers.Host, Readers.Finance)],
            ["close_date"] = ["2026-02-28"], ["host_code"] = ["no-code"],
        };
        var code = await Choose(town, awards, marks);
        await Pay(town, awards, marks, knows);
        var everybody = Askers(town, knows, code);

        await Compare(town, everybody, marks);

        // The host no longer holds it: the group's person does, and nobody outside reads who.
        await town.Amina.ChooseHolderAsync(new() { RequestId = Id(), AwardId = awards[2].AwardId, Holder = Holder.Person });
        marks.TakeBack(what => what.EndsWith("host that has confirmed", StringComparison.Ordinal));
        marks.Change("why somebody read an account", Readers.Group, Readers.Finance);
        await Compare(town, everybody, marks);
    }

    private static async Task Compare(Town town, IReadOnlyCollection<Asker> everybody, AudienceTable marks)
    {
        // No day is over.
        List<Reading> readings = [.. await ReadingWalk.Past(Contract.Descriptor, everybody, "GetClose"),
            .. await ReadingWalk.Events(town.Service.Database)];
        Assert.True(marks.Wrong(readings) is [], string.Join('\n', marks.Wrong(readings)));
        Assert.True(readings.Count > 400, $"Only {readings.Count} answers were read.");
    }

    private static IReadOnlyCollection<Asker> Askers(Town town, Dictionary<string, string[]> knows, string code) =>
    [
        .. new (string Who, Caller Caller)[]
        {
            (Readers.Nobody, People.Nobody), (Readers.Resident, People.Resident("subject-kim")),
            (Readers.OtherGroup, People.Tom), (Readers.Group, People.Amina), (Readers.Host, Ada),
            (Readers.OwnOfficer, People.Olu), (Readers.OtherOfficer, Hill), (Readers.EveryOfficer, People.Grace),
            (Readers.Finance, People.Femi),
        }.Select(one => new Asker(one.Who, town.Service.As(one.Caller), knows)),
        new(Invited, town.Service.As(People.Resident("subject-ivy")),
            new Dictionary<string, string[]>(knows) { ["host_code"] = [code] }),
    ];

    /// <summary>Seven grants of Amina and one of Tom, accepted; one more that Amina declined, and one that was withdrawn.</summary>
    private static async Task<IReadOnlyList<Award>> Accepted(Town town, AudienceTable marks)
    {
        await town.FundWith(5_000, "fund-autumn", marks.Mark("the budget code", Everybody));
        await town.Released("autumn", "fund-autumn", (North, 1_000), (South, 500));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", [.. Enumerable.Repeat(People.Amina, 7), People.Tom]));
        await town.Service.Deliver(Result("autumn", [.. Enumerable.Repeat(100L, 8)]));
        var awards = (await town.Nobody.ListAwardsAsync(new() { RoundId = "autumn" })).Awards
            .OrderBy(award => award.ProjectId, StringComparer.Ordinal).ToList();
        foreach (var award in awards.Where(award => award.ProjectId is not ("p6" or "p7")))
        {
            var group = award.ProjectId == "p8" ? town.Tom : town.Amina;
            await group.AcceptAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
        }

        await town.Amina.DeclineAwardAsync(new()
        {
            RequestId = Id(), AwardId = awards[5].AwardId, Reason = marks.Mark("why a group said no", [Readers.Group, .. Inside]),
        });
        await town.Grace.WithdrawAwardAsync(new()
        {
            RequestId = Id(), AwardId = awards[6].AwardId,
            // Accountability makes a public promise that was not kept of it, once the group has heard.
            Reason = marks.Mark("why a grant was withdrawn", [Readers.Group, .. Inside, Readers.Event]),
        });
        return awards;
    }

    /// <summary>A group with an account, a host that has not confirmed, one that has, a person, and the council.</summary>
    /// <returns>The code of the host that has not confirmed.</returns>
    private static async Task<string> Choose(Town town, IReadOnlyList<Award> awards, AudienceTable marks)
    {
        await town.Amina.ChooseHolderAsync(new()
        {
            RequestId = Id(), AwardId = awards[0].AwardId, Holder = Holder.Group,
            GroupName = marks.Mark("the name of a group", Everybody),
        });
        var unconfirmed = await town.Amina.ChooseHolderAsync(new()
        {
            RequestId = Id(), AwardId = awards[1].AwardId, Holder = Holder.Host,
            GroupName = marks.Mark("the group of a host that has not confirmed", [.. Payee, Invited]),
            HostName = marks.Mark("the name of a host that has not confirmed", [.. Payee, Invited]),
        });
        marks.Mark("the code of a host's link", unconfirmed.HostCode, [Readers.Group]);
        var confirmed = await town.Amina.ChooseHolderAsync(new()
        {
            RequestId = Id(), AwardId = awards[2].AwardId, Holder = Holder.Host,
            GroupName = marks.Mark("the group of a host that has confirmed", Everybody),
            HostName = marks.Mark("the name of a host that has confirmed", Everybody),
        });
        await new Client(town.Service.As(Ada)).ConfirmHostingAsync(new()
        {
            RequestId = Id(), AwardId = awards[2].AwardId, HostCode = confirmed.HostCode, FeeBasisPoints = 500,
            SignedBy = marks.Mark("who signed for a host that has confirmed", [.. Payee, Readers.Host]),
            Words = marks.Mark("the words of a host that has confirmed", [.. Payee, Readers.Host]),
        });
        await town.Amina.ChooseHolderAsync(new() { RequestId = Id(), AwardId = awards[3].AwardId, Holder = Holder.Person });
        await town.Amina.ChooseHolderAsync(new()
        {
            RequestId = Id(), AwardId = awards[4].AwardId, Holder = Holder.CouncilBuys,
            GroupName = marks.Mark("the group for which the council buys", Everybody),
            Shopping = marks.Mark("what the council is to buy", Payee),
        });
        return unconfirmed.HostCode;
    }

    /// <summary>Bank details of a group, a host and a person; one payment made, one in a file for the bank, one stopped.</summary>
    private static async Task Pay(Town town, IReadOnlyList<Award> awards, AudienceTable marks, Dictionary<string, string[]> knows)
    {
        foreach (var (award, by, who) in ((Award, Client, string)[])
            [(awards[0], town.Amina, "a group"), (awards[2], new Client(town.Service.As(Ada)), "a host that has confirmed"),
                (awards[3], town.Amina, "a person")])
        {
            var payee = await by.GiveBankDetailsAsync(new()
            {
                RequestId = Id(), AwardId = award.AwardId, AccountName = marks.Mark($"the name on the account of {who}", Readers.Finance),
                SortCode = "20-00-00", AccountNumber = marks.Mark($"the account of {who}", $"9876{who.Length:D4}", [Readers.Finance]),
            });
            await town.Femi.RecordPayeeCheckAsync(new()
            {
                RequestId = Id(), AwardId = award.AwardId, DetailsVersion = payee.DetailsVersion, Result = PayeeCheckResult.CloseMatch,
                Note = marks.Mark($"what finance noted about {who}", who.Contains("host") ? [.. Payee, Readers.Host] : Payee),
            });
            await town.Femi.GetBankDetailsAsync(new() { AwardId = award.AwardId, Why = knows["why"][0] });
        }

        var paid = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = awards[0].AwardId });
        await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = paid.PaymentId });
        await town.Femi.ConfirmPaymentAsync(
            new() { RequestId = Id(), PaymentId = paid.PaymentId, BankReference = marks.Mark("the bank's reference", Inside) });
        var stopped = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = awards[4].AwardId });
        await town.Grace.CancelPaymentAsync(
            new() { RequestId = Id(), PaymentId = stopped.PaymentId, Reason = marks.Mark("why a payment was stopped", Inside) });
        var running = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = awards[3].AwardId });
        await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = running.PaymentId });
        var run = await town.Femi.MakeRunAsync(new() { RequestId = Id() });
        var declined = await town.Propose("autumn", "fund-autumn", (North, 1));
        await town.Femi.DeclineReleaseAsync(
            new() { RequestId = Id(), ReleaseId = declined.ReleaseId, Reason = marks.Mark("why a release was declined", Inside) });
        var clawback = await town.Grace.ProposeClawbackAsync(new()
        {
            RequestId = Id(), Clawback = new()
            {
                RoundId = "autumn", AreaCode = North, FundId = "fund-autumn", Amount = Pounds(1),
                Reason = marks.Mark("why money may be clawed back", Inside),
            },
        });
        (knows["payment_id"], knows["run_id"]) = ([paid.PaymentId, stopped.PaymentId], [run.RunId]);
        (knows["release_id"], knows["clawback_id"]) = ([declined.ReleaseId], [clawback.ClawbackId]);
    }
}
