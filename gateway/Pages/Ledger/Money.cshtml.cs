using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Charts;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ledger;

/// <summary>Where the money of a round is, by area, and every movement of it.</summary>
[OpenTo(Role.Anyone)]
public sealed class MoneyModel(GrantsService.GrantsServiceClient grants, ProposalsService.ProposalsServiceClient proposals, Say say)
    : PageModel
{
    private const int OnePage = 50;
    private const int AwardsAtOnce = 200;

    /// <summary>Titles beyond these are not looked up; the movement then shows the account itself.</summary>
    private const int MostAwards = 1000;

    private Places? places;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public Round Round { get; private set; } = new();

    public RoundMoney Where { get; private set; } = new();

    public IReadOnlyList<Transfer> Transfers { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    /// <summary>What no daily close covers yet.</summary>
    public OpenDay Open { get; private set; } = new();

    /// <summary>What two people took back, with their reason.</summary>
    public IReadOnlyList<Clawback> Clawbacks { get; private set; } = [];

    /// <summary>What was promised about the money before the vote, and what it changed.</summary>
    public MoneyRules Rules { get; private set; } = new();

    /// <summary>The funds of the round into which several have paid.</summary>
    public IReadOnlyList<FundShares> Pooled { get; private set; } = [];

    public long ReleasedMinor => (Where.Total?.Released?.AmountMinor ?? 0) + (Where.Total?.RolledIn?.AmountMinor ?? 0);

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var round = proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var where = grants.GetRoundMoneyAsync(new GetRoundMoneyRequest { RoundId = id }, cancellationToken: cancellation);
        var transfers = grants.ListTransfersAsync(
            new ListTransfersRequest { RoundId = id, PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Round = await round;
        Where = await where;
        var answer = await transfers;
        Transfers = answer.Transfers;
        NextPage = answer.NextPageToken;
        Clawbacks = (
            await grants.ListClawbacksAsync(new ListClawbacksRequest { RoundId = id, States = { ClawbackState.Approved }, PageSize = 100 },
            cancellationToken: cancellation)).Clawbacks;
        Open = await grants.GetOpenDayAsync(new GetOpenDayRequest { RoundId = id }, cancellationToken: cancellation);
        Rules = await grants.GetMoneyRulesAsync(new GetMoneyRulesRequest { RoundId = id }, cancellationToken: cancellation);
        places = new Places(Round, await Awards(id, cancellation), say);
        Pooled = await SharesOf(Transfers, cancellation);
    }

    /// <summary>The finding, as the title of the page.</summary>
    public string Finding() => Where.Total switch
    {
        null or { Released: null or { AmountMinor: 0 } } => Words.Ledger.FindingNothing,
        { Paid: null or { AmountMinor: 0 } } total => say.Fill(Words.Ledger.FindingNotPaid, say.Money(total.Released)),
        var total => say.Fill(Words.Ledger.Finding, say.Money(total.Paid), say.Money(total.Released)),
    };

    /// <summary>Where all that was released is now: what is paid, what is awarded, and what is left and what becomes of it.</summary>
    public string WhereItIs() => WhereItIs(Where.Total, Round.Policies?.Unspent ?? UnspentPolicy.Unspecified, say);

    /// <inheritdoc cref="WhereItIs()"/>
    public static string WhereItIs(AreaMoney total, UnspentPolicy unspent, Say say)
    {
        List<string> said = [];
        Add(Words.Ledger.LedePaid, total.Paid);
        Add(Words.Ledger.LedeHeld, total.Held);
        // While grants are under way what is left may still go to another idea.
        Add(total is { Paid.AmountMinor: > 0, Held: null or { AmountMinor: 0 } } ? unspent switch
        {
            UnspentPolicy.RollOver => Words.Ledger.LedeLeftStays,
            UnspentPolicy.ReturnToFund => Words.Ledger.LedeLeftReturns,
            UnspentPolicy.OfferNext => Words.Ledger.LedeLeftOffered,
            _ => Words.Ledger.LedeLeft,
        } : Words.Ledger.LedeLeft, total.Left);
        return string.Join(' ', said);

        void Add(string sentence, Types.V1.Money? amount)
        {
            if (amount is { AmountMinor: > 0 })
            {
                said.Add(say.Fill(sentence, say.Money(amount)));
            }
        }
    }

    /// <summary>What became of all of it, at a glance: each bar a part of the first.</summary>
    public BarChart Glance()
    {
        var total = Where.Total;
        var promised = total.Held.AmountMinor + total.Paid.AmountMinor;
        List<Bar> bars =
        [
            One(Words.Ledger.GlanceReleased, ReleasedMinor, Shade.Third),
            One(Words.Ledger.GlancePromised, promised, Shade.Second),
            One(Words.Ledger.GlancePaid, total.Paid.AmountMinor, Shade.Main),
            One(Words.Ledger.GlanceReported, total.ReportedBack.AmountMinor, Shade.Main),
        ];
        if (total.ClawedBack.AmountMinor > 0)
        {
            bars.Add(One(Words.Ledger.GlanceClawedBack, total.ClawedBack.AmountMinor, Shade.Second));
        }

        return new BarChart(say.Fill(Words.Ledger.GlanceTitle, say.Money(ReleasedMinor, total.Released.Currency)), bars);

        Bar One(string label, long minor, Shade shade) =>
            new(label, say.Money(minor, total.Released.Currency), [new BarPart(Shares.Of(minor, ReleasedMinor), shade)]);
    }

    public string AreaName(string areaCode) => Phases.AreaName(Round, areaCode);

    /// <summary>A bar for each area, as long as what it was given, in its three parts.</summary>
    public BarChart Chart()
    {
        var longest = Where.Areas.Count == 0 ? ReleasedMinor : Where.Areas.Max(area => area.Released.AmountMinor);
        var paid = Where.Total.Paid?.AmountMinor ?? 0;
        return new BarChart(
            paid == 0 ? Words.Ledger.ChartTitleNothing : say.Fill(Words.Ledger.ChartTitle, say.Money(Where.Total.Paid)),
            [.. Where.Areas.Select(area => OneBar(area, longest))]);
    }

    /// <summary>What an account is called.</summary>
    public string PlaceName(string account) => places?.Name(account) ?? account;

    /// <summary>From where to where. Who is paid is on no public page: a group, who holds its money, or a shop.</summary>
    public string FromTo(Transfer transfer) => transfer.Code == "PAYMENT"
        ? say.Fill(Words.Ledger.PaidOutOf, PlaceName(transfer.DebitAccount))
        : say.Fill(Words.Ledger.FromToLine, PlaceName(transfer.DebitAccount), PlaceName(transfer.CreditAccount));

    public string AreaName(AreaMoney area) => Phases.AreaName(Round, area.AreaCode);

    public static string Kind(Transfer transfer) => transfer.Code switch
    {
        "INCOME" => Words.Ledger.Income,
        "RELEASE" => Words.Ledger.Release,
        "AWARD" => Words.Ledger.Award,
        "AWARD_DECLINED" => Words.Ledger.AwardDeclined,
        "AWARD_WITHDRAWN" => Words.Ledger.Withdrawn,
        "AWARD_EXPIRED" => Words.Ledger.Expired,
        "PAYMENT" => Words.Ledger.Payment,
        "GROUP_RETURNED" => Words.Ledger.GroupReturned,
        "CLAWBACK" => Words.Ledger.Clawback,
        "UNSPENT" => Words.Ledger.Unspent,
        "ROLLED_OUT" => Words.Ledger.RolledOut,
        "ROLLED_IN" => Words.Ledger.RolledInKind,
        "CORRECTION" => Words.Ledger.Correction,
        _ => Words.Ledger.Other,
    };

    private async Task<IReadOnlyList<FundShares>> SharesOf(IEnumerable<Transfer> transfers, CancellationToken cancellation)
    {
        var funds = transfers.Where(transfer => transfer.Code == "RELEASE").Select(transfer => transfer.DebitAccount["fund:".Length..])
            .Distinct(StringComparer.Ordinal);
        var shares = new List<FundShares>();
        foreach (var fund in funds)
        {
            shares.Add(await grants.GetFundSharesAsync(new GetFundSharesRequest { FundId = fund }, cancellationToken: cancellation));
        }

        return [.. shares.Where(fund => fund.Shares.Count > 1)];
    }

    private async Task<List<Award>> Awards(string id, CancellationToken cancellation)
    {
        var awards = new List<Award>();
        var token = "";
        do
        {
            var page = await grants.ListAwardsAsync(
                new ListAwardsRequest { RoundId = id, PageSize = AwardsAtOnce, PageToken = token }, cancellationToken: cancellation);
            awards.AddRange(page.Awards);
            token = page.NextPageToken;
        }
        while (token.Length > 0 && awards.Count < MostAwards);
        return awards;
    }

    private Bar OneBar(AreaMoney area, long longest) => new(
        AreaName(area),
        say.Money(area.Released),
        [
            new BarPart(Shares.Of(area.Paid.AmountMinor, longest), Shade.Main),
            new BarPart(Shares.Of(area.Held.AmountMinor, longest), Shade.Second),
            new BarPart(Shares.Of(area.Left.AmountMinor, longest), Shade.Third),
        ],
        Key:
        [
            say.Fill(Words.Ledger.KeyPaid, say.Money(area.Paid)),
            say.Fill(Words.Ledger.KeyHeld, say.Money(area.Held)),
            say.Fill(Words.Ledger.KeyLeft, say.Money(area.Left)),
        ]);
}
