using System.Globalization;
using Participatory.Grants.V1;

namespace Participatory.Standalone.Demo;

/// <summary>Who holds the money of the winners: most groups themselves, some a host, some a person, and some things we buy.</summary>
internal static class Payees
{
    private const string Host = "Elm Park Voluntary Action";

    public static async Task Play(Script script, Doors doors, Award award, int at, CancellationToken cancellation)
    {
        var holder = HolderOf(at);
        await Choose(script, doors, award, holder, cancellation);
        if (holder == Holder.CouncilBuys)
        {
            return;
        }

        // As it is now: an answer that is given again tells how it was then, and the host may have said yes since.
        var payee = await doors.Volunteer.Grants.GetPayeeAsync(
            new GetPayeeRequest { AwardId = award.AwardId }, cancellationToken: cancellation);
        var keeper = holder == Holder.Host ? doors.Resident(0) : doors.Volunteer;
        if (payee.Step == PayeeStep.ConfirmHosting)
        {
            await keeper.Grants.ConfirmHostingAsync(new ConfirmHostingRequest
            {
                RequestId = script.Id($"host/{award.ProjectId}"),
                AwardId = award.AwardId,
                HostCode = payee.HostCode,
                FeeBasisPoints = 500,
                CharityNumber = "1099999",
                SignedBy = "Ada Hill, treasurer",
                Words = "We hold this money for the group. It is theirs; we have no say on what it is for.",
            }, cancellationToken: cancellation);
        }

        payee = await keeper.Grants.GiveBankDetailsAsync(new GiveBankDetailsRequest
        {
            RequestId = script.Id($"bank/{award.ProjectId}"),
            AwardId = award.AwardId,
            AccountName = holder == Holder.Host ? Host : "Demonstration Account",
            SortCode = "00-00-00",
            AccountNumber = (10_000_000 + at).ToString(CultureInfo.InvariantCulture),
        }, cancellationToken: cancellation);
        if (payee.Step == PayeeStep.Agree)
        {
            // One of the group gave them, and another one says yes.
            await doors.Neighbour.Grants.ConfirmBankDetailsAsync(new ConfirmBankDetailsRequest
            {
                RequestId = script.Id($"second/{award.ProjectId}"), AwardId = award.AwardId, DetailsVersion = payee.DetailsVersion,
            }, cancellationToken: cancellation);
        }

        await doors.Finance.Grants.RecordPayeeCheckAsync(new RecordPayeeCheckRequest
        {
            RequestId = script.Id($"check/{award.ProjectId}"),
            AwardId = award.AwardId,
            DetailsVersion = payee.DetailsVersion,
            Result = PayeeCheckResult.Match,
        }, cancellationToken: cancellation);
    }

    /// <summary>Who holds the money of the award at this place.</summary>
    public static Holder HolderOf(int at) => (at % 6) switch
    {
        1 => Holder.Host,
        3 => Holder.Person,
        5 => Holder.CouncilBuys,
        _ => Holder.Group,
    };

    private static async Task Choose(Script script, Doors doors, Award award, Holder holder, CancellationToken cancellation) =>
        await doors.Volunteer.Grants.ChooseHolderAsync(new ChooseHolderRequest
        {
            RequestId = script.Id($"holder/{award.ProjectId}"),
            AwardId = award.AwardId,
            Holder = holder,
            GroupName = holder is Holder.Group or Holder.Host ? script.TaleOf(award.Title).Group : "",
            HostName = holder == Holder.Host ? Host : "",
            Shopping = holder == Holder.CouncilBuys ? "What the idea needs, from the shop on the High Street." : "",
        }, cancellationToken: cancellation);
}
