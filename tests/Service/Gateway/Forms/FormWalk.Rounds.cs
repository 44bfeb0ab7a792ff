using System.Globalization;
using Google.Protobuf;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Standalone.Demo;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>A round is made, and the council lets go of money for it.</summary>
public sealed partial class FormWalk
{
    private const string Elm = "E05000001";
    private const string Harbour = "E05000002";
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private string round = "";
    private string fund = "";

    private async Task ARoundIsMade()
    {
        const string made = "/council/rounds/new";
        Typed[] about =
        [
            Text("Title", "What Elm and Harbour want", "title"),
            Text("Description", "Neighbours say it first.\nThen they choose.", "description"),
            Text("Areas", $"{Elm} Elm Park\n{Harbour} Harbour Side", "areas.name", kept: "Harbour Side"),
            Text("Currency", "gbp", "currency", kept: "GBP", seen: "GBP"),
        ];
        Typed[] days =
        [
            Day("ListeningFrom", "2027-06-01", "dates.listeningFrom"), Day("AcceptingFrom", "2027-06-09", "dates.acceptingFrom"),
            Day("ReviewingFrom", "2027-06-23", "dates.reviewingFrom"), Day("BallotingFrom", "2027-07-07", "dates.ballotingFrom"),
            Day("FinishedFrom", "2027-07-21", "dates.finishedFrom", last: true),
        ];
        Typed[] voting =
        [
            Choice("VoteType", "points", "voting.voteType", "VOTE_TYPE_POINTS", seen: Words.CouncilRounds.MaxSumPoints),
            Text("MaxLength", "9", "voting.maxLength"), Text("MaxSumPoints", "55", "voting.maxSumPoints"),
            Text("MaxPoints", "13", "voting.maxPoints"), Text("MinLength", "2", "voting.minLength"),
            Choice("Rule", "equal-shares/add1u points", "voting.rule", "equal-shares/add1u", unseen: "the rule reads as a sentence"),
            Choice("Ties", "lex", "voting.ties", "lex", seen: Words.CouncilRounds.TiesLex),
            Text("MinVotes", "1", "voting.minVotes"),
        ];
        Typed[] promises =
        [
            Text("PayWithinDays", "17", "policies.payWithinDays", seen: "17 days"),
            Text("StoryAfterDays", "94", "policies.storyAfterDays", seen: "94 days"),
            Pounds("SentenceUpTo", "1000.50", "policies.sentenceUpTo.amountMinor"),
            Pounds("QuestionsUpTo", "6000.75", "policies.questionsUpTo.amountMinor"),
            Text("AnswerWithinDays", "8", "policies.answerWithinDays", seen: "8 days"),
            Choice("NewcomersWait", "False", "policies.newcomersWait", "false", seen: Words.CouncilRounds.NewcomersShown) with
                { Suggested = "ideas of the walk are shown at once" },
            Choice("Unspent", "OfferNext", "policies.unspent", "UNSPENT_POLICY_OFFER_NEXT", seen: Words.CouncilRounds.OfferNext),
        ];
        about[3] = about[3] with { Suggested = "the only currency that all of the walk can use" };

        // The last page looks at everything and stores it.
        var next = await Table.Fill(officer, made, "", LastPageStores(about));
        next = await Table.Fill(officer, next.To, "", LastPageStores(days));
        // Which rules there are follows from how people vote, so the page comes again.
        const string again = "chosen before, or few";
        next = await Table.Fill(officer, next.To, "", LastPageStores(voting.Select(one => one.Field == "Rule"
            ? one with { Value = "greedy cost", Suggested = again } : one)));
        next = await Table.Fill(officer, next.To.Replace("step=4", "step=3", StringComparison.Ordinal), "",
            LastPageStores(voting.Select(one => one with { Suggested = again })));
        var check = next.To;
        Typed[] all = [.. about, .. days, .. voting, .. promises];
        next = await Table.Fill(officer, check.Replace("step=4", "step=5", StringComparison.Ordinal), "",
            [.. all.Select(one => promises.Contains(one) ? one with { Unkept = "the last page stores it" }
                : one with { Unkept = "the last page stores it", IsBefore = true })]);
        next = await Table.Fill(officer, next.To, "",
            [.. all.Select(one => one with { IsBefore = true, Unseen = one.Field is "Title" ? "" : "seen on the last page" })],
            async answer => await doors.Anyone.Proposals.GetRoundAsync(new() { RoundId = round = answer.Id }));
        round = next.Id;
    }

    private async Task AnotherDraftIsForgotten()
    {
        var draft = await Table.Fill(officer, "/council/rounds/new", "",
        [
            Unread("Title", "A round that nobody wants", "a draft is the gateway's own"),
            Unread("Description", "Never mind.", "a draft is the gateway's own", unseen: "the list of drafts names titles"),
            Unread("Areas", "E05000009 Nowhere", "a draft is the gateway's own", unseen: "the list of drafts names titles"),
            Unread("Currency", "EUR", "a draft is the gateway's own", unseen: "the list of drafts names titles"),
        ], shown: [(officer, "/council/rounds")]);
        await Table.Fill(officer, "/council/rounds", "/council/rounds/new?handler=Forget",
            [Typed.Unread("", "", "a draft is the gateway's own", unseen: "it is gone")], of: "handler=Forget");
        Assert.DoesNotContain("A round that nobody wants", await officer.Read("/council/rounds"), StringComparison.Ordinal);
        Assert.DoesNotContain("A round that nobody wants", await officer.Read(draft.To), StringComparison.Ordinal);
    }

    private async Task MoneyIsLetGo()
    {
        var made = await Table.Fill(finance, "/council/funds/new", "",
        [
            Text("Name", "Neighbourhoods of the walk", "name"),
            Text("Currency", "gbp", "currency", kept: "GBP", unseen: "amounts have its sign") with { Suggested = "as above" },
            Text("BudgetCode", "NBH-4711", "budgetCode"),
        ], async answer => await doors.Finance.Grants.GetFundAsync(new() { FundId = answer.Id }));
        fund = made.Id;
        var page = $"/council/funds/{fund}";
        await Income("The Lottery of the walk", "31000.40", "LOT/77");
        await Income("A typing error", "123.45", "ERR/13");
        var wrong = (await doors.Finance.Grants.ListIncomeAsync(new() { FundId = fund })).Income
            .Single(one => one.Funder == "A typing error");
        await Table.Fill(finance, page, "Correct",
        [
            Choice("Wrong", wrong.TransferId, "income.transferId", wrong.TransferId, unseen: "its line says why it is wrong"),
            Text("WrongReason", "It was another council's.", "income.correctionReason"),
        ], async _ => await doors.Finance.Grants.ListIncomeAsync(new() { FundId = fund }));
        await Table.Fill(finance, page, "Evidence",
        [
            Choice("Evidence", "Sample", "choices[0].evidence", "EVIDENCE_SAMPLE", Words.Funds.EvidenceSample),
            Text("Groups", "37", "choices[0].groups"),
            Text("EvidenceReason", "The auditor asks for it.", "choices[0].reason"),
        ], async _ => await doors.Finance.Grants.GetEvidenceHistoryAsync(new() { FundId = fund }), [(officer, page)]);

        Task Income(string funder, string amount, string reference) => Table.Fill(finance, page, "",
        [
            Text("Funder", funder, "income.funder"), Pounds("Amount", amount, "income.amount.amountMinor"),
            Text("Reference", reference, "income.reference"),
        ], async _ => await doors.Finance.Grants.ListIncomeAsync(new() { FundId = fund }));
    }

    private async Task MoneyIsReleased()
    {
        var page = $"/council/rounds/{round}/release";
        var first = await Release("9.10", "8.20", "Too little by far.");
        await Table.Fill(finance, $"/council/releases/{first.Id}", "Decline",
            [Text("Reason", "Ask for what they need.", "declineReason")], _ => Read(first.Id), [(officer, first.Path)]);
        var second = await Release("21000.40", "5432.10", "All of it is theirs.");
        await Table.Fill(finance, $"/council/releases/{second.Id}", "Approve",
            [Pressed("state", "RELEASE_STATE_APPROVED", "Rhys Morgan, finance officer")], _ => Read(second.Id));

        Task<Answer> Release(string elm, string harbour, string note) => Table.Fill(officer, page, "",
        [
            Choice("FundId", fund, "fundId", fund, "Neighbourhoods of the walk") with { Suggested = "the only fund" },
            Pounds("Lines[0]", elm, "lines[0].amount.amountMinor"), Pounds("Lines[1]", harbour, "lines[1].amount.amountMinor"),
            Text("Note", note, "note"),
        ], answer => Read(answer.Id));
        async Task<IMessage> Read(string id) => await doors.Officer.Grants.GetReleaseAsync(new() { ReleaseId = id });
    }

    private async Task RulesAreSet() => await Table.Fill(officer, $"/council/rounds/{round}/rules", "Rules",
    [
        Text("Contact", "Ask Grace on 01632 960 999", "contact"),
        Text("AnswerWithinDays", "19", "answerWithinDays"), Text("PartAtLeast", "61", "partAtLeast"),
        Text("Titles[0]", "For young people", "ringFences[0].title"), Text("Percentages[0]", "11", "ringFences[0].percentage"),
        Unread("Amounts[0]", "", "a percentage is enough", unseen: "nothing is typed") with { Suggested = "either this or a percentage" },
        Choice("Reaches[0]", "round", "ringFences[0].wholeRound", "true", Words.Devolving.FenceWholeRound),
        Text("Titles[1]", "For trees and birds", "ringFences[1].title"),
        Unread("Percentages[1]", "", "an amount is enough", unseen: "nothing is typed") with { Suggested = "either this or an amount" },
        Text("Amounts[1]", "432", "ringFences[1].amount.amountMinor", kept: "43200"),
        Choice("Reaches[1]", "", "ringFences[1].wholeRound", "false", Words.Devolving.FenceEachArea)
            with { Suggested = "the other choice" },
        Text("Titles[2]", "For the old harbour", "ringFences[2].title"), Text("Percentages[2]", "7", "ringFences[2].percentage"),
        Unread("Amounts[2]", "", "a percentage is enough", unseen: "nothing is typed") with { Suggested = "either this or a percentage" },
        Choice("Reaches[2]", "round", "ringFences[2].wholeRound", "true", Words.Devolving.FenceWholeRound),
    ], async _ => await doors.Officer.Grants.GetMoneyRulesAsync(new() { RoundId = round }));

    private Task<Answer> Decide(
        string step, string reason, string state, Func<Task<IMessage>>? stored = null, (Typist, string)[]? shown = null,
        params Typed[] more) =>
        Table.Fill(officer, $"/council/rounds/{round}/decide?step={step}", $"/council/rounds/{round}/decide",
        [.. reason.Length > 0 ? [Text("Reason", reason, state.Length > 0 ? state : "phaseChanges.reason")] : Array.Empty<Typed>(), .. more],
        async _ => stored is not null ? await stored() : await doors.Anyone.Proposals.GetRoundAsync(new() { RoundId = round }),
            shown);

    private static Typed[] LastPageStores(IEnumerable<Typed> typed) =>
        [.. typed.Select(one => one with { Unkept = "the last page stores it", Unseen = "the last page shows it" })];

    /// <summary>A day, stored as the moment at which it begins for the council; the last one as that at which it is over.</summary>
    private static Typed Day(string field, string day, string path, bool last = false)
    {
        var typed = DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var begins = TimeZoneInfo.ConvertTimeToUtc(typed.AddDays(last ? 1 : 0), London);
        return Text(field, day, path, kept: begins.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            seen: typed.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));
    }
}
