using Participatory.Grants.OpenData;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payees;

/// <summary>The group says who holds its money; saying it again forgets what a host confirmed and which details
/// counted, but not that a change of them waits to be confirmed.</summary>
internal sealed class ChooseHolder(Database database, TimeProvider clock, BankVault vault)
{
    private static readonly Sql Insert = new("""
        INSERT INTO payee (award_id, holder, group_name, charity_number, company_number, shopping, chosen_by, chosen_at, host_name,
            details_version, changed_at)
        SELECT @AwardId, @Holder, @GroupName, @CharityNumber, @CompanyNumber, @Shopping, @ChosenBy, @ChosenAt, @HostName, 0, @ChosenAt
        WHERE NOT EXISTS (SELECT 1 FROM payee WHERE award_id = @AwardId)
        """);

    private static readonly Sql Update = new("""
        UPDATE payee SET holder = @Holder, group_name = @GroupName, charity_number = @CharityNumber, company_number = @CompanyNumber,
            shopping = @Shopping, chosen_by = @ChosenBy, chosen_at = @ChosenAt, host_name = @HostName, host_fee_basis_points = NULL,
            host_person = NULL,
            host_signed_by = NULL, host_words = NULL, host_confirmed_at = NULL, details_version = 0, changed_at = @ChosenAt
        WHERE award_id = @AwardId
        """);

    public async Task<Payee> Handle(ChooseHolderRequest request, Caller caller, CancellationToken cancellation)
    {
        Validate(request);
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Payee.Parser) is { } before)
        {
            return before;
        }

        var payee = await PayeeRow.Lock(transaction, request.AwardId);
        var choice = Decide(payee, request, caller, clock.GetUtcNow());
        if (await transaction.Execute(Insert, choice) == 0)
        {
            await transaction.Execute(Update, choice);
        }

        var answer = await (await PayeeRow.Load(transaction, payee.AwardId)).LoadMessage(transaction, caller, vault);
        // The host's code is a secret that is made afresh when it is shown; it is not kept.
        var kept = answer.Clone();
        kept.HostCode = "";
        await transaction.Remember(caller, request, kept);
        await transaction.Commit();
        return answer;
    }

    private static void Validate(ChooseHolderRequest request)
    {
        var named = request.Holder is Holder.Group or Holder.Host;
        var numbered = request.Holder == Holder.Group;
        new Fields()
            .RequestId(request.RequestId)
            .Id("award_id", request.AwardId)
            .Require(Enum.IsDefined(request.Holder) && request.Holder != Holder.Unspecified, "holder", GrantsReasons.HolderMissing)
            .Text("group_name", request, required: named)
            .Require(request.Holder != Holder.Person || request.GroupName.Length == 0, "group_name", GrantsReasons.NameOfPerson)
            .Text("host_name", request, required: request.Holder == Holder.Host)
            .Text("shopping", request, required: request.Holder == Holder.CouncilBuys)
            .Numbers(request.CharityNumber, request.CompanyNumber)
            .Require(numbered || (request.CharityNumber.Length == 0 && request.CompanyNumber.Length == 0), "charity_number",
                GrantsReasons.NumbersOfHost)
            .Check();
    }

    /// <summary>The payee as its group chooses it, before any bank details.</summary>
    /// <exception cref="Refusal">It is not this person's award, it is not accepted, or a payment is on its way.</exception>
    internal static PayeeRow Decide(PayeeRow payee, ChooseHolderRequest request, Caller caller, DateTimeOffset now)
    {
        payee.RefuseUnlessGroup(caller);
        payee.RefuseUnlessAccepted();
        if (payee.AskedMinor > 0)
        {
            throw new Refusal(GrantsReasons.PaymentHoldsPayee);
        }

        return payee with
        {
            Holder = StateText.Of(request.Holder),
            GroupName = request.Holder == Holder.Person ? "" : request.GroupName.Trim(),
            CharityNumber = request.CharityNumber,
            CompanyNumber = request.CompanyNumber,
            Shopping = request.Shopping.Trim(),
            ChosenBy = caller.Subject,
            ChosenAt = now,
            HostName = request.Holder == Holder.Host ? request.HostName.Trim() : null,
        };
    }
}

/// <summary>What fields about a body have in common.</summary>
internal static class BodyFields
{
    /// <summary>A charity number and a company number, each as its register writes it, or empty.</summary>
    public static Fields Numbers(this Fields fields, string charityNumber, string companyNumber) => fields
        .Require(
            charityNumber.Length == 0 || OrganisationIds.HasForm(OrganisationIds.CharityPrefix(charityNumber), charityNumber),
            "charity_number",
            GrantsReasons.CharityNumberWrong)
        .Require(
            companyNumber.Length == 0 || OrganisationIds.HasForm(OrganisationIds.Company, companyNumber),
            "company_number",
            GrantsReasons.CompanyNumberWrong);
}
