using Grpc.Core;
using Participatory.Grants.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class SignOffTests
{
    [Theory, EveryDatabase]
    public async Task The_pack_names_everybody_who_decided_and_says_what_is_missing(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();
        var before = await town.Femi.GetSignOffAsync(new() { RoundId = "autumn" });
        Assert.Null(before.Authority);
        Assert.Equal([SignOffGap.NotPaid, SignOffGap.Story], Assert.Single(before.Awards).Gaps);

        await town.Femi.ChooseEvidenceAsync(
            new() { RequestId = Id(), FundId = "fund-autumn", Evidence = Evidence.Keep, Reason = "Small amounts, known groups" });
        await town.Grace.StateAuthorityAsync(Stated("Localism Act 2011, section 1"));
        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
        await town.Noor.ConfirmPaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId, BankReference = "BACS 7781" });
        await town.Service.Deliver(Story(award));

        var pack = await town.Grace.GetSignOffAsync(new() { RoundId = "autumn" });
        Assert.Equal(
            ("Localism Act 2011, section 1", "Grace Bell, neighbourhood officer"), (pack.Authority.LegalPower, pack.Authority.StatedBy));
        Assert.Equal(new string('0', 64), pack.ResultHash);
        var release = Assert.Single(pack.Releases);
        Assert.Equal(
            ("Community fund", "CC-1204", "Grace Bell, neighbourhood officer", "Femi Stone, finance officer", "KEEP",
                "Femi Stone, finance officer"),
            (release.FundName, release.BudgetCode, release.ProposedBy, release.ApprovedBy, release.Evidence, release.RiskAcceptedBy));
        var signed = Assert.Single(pack.Awards);
        Assert.Empty(signed.Gaps);
        Assert.Equal((award.AgreementVersion, "Mill Lane Residents", PayeeCheckResult.Match),
            (signed.AgreementVersion, signed.HolderName, signed.Check.Result));
        var paid = Assert.Single(signed.Payments);
        Assert.Equal(
            ("Grace Bell, neighbourhood officer", "Femi Stone, finance officer", "Noor Khan, clerk", "BACS 7781"),
            (paid.AskedBy, paid.ApprovedBy, paid.ConfirmedBy, paid.BankReference));
        Assert.NotNull(signed.StoryTime);
    }

    [Theory, EveryDatabase]
    public async Task The_last_word_about_the_power_counts_and_is_an_officers_of_the_whole_round(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.Offered();
        await RefusedFields(async () => await town.Grace.StateAuthorityAsync(Stated("")), "authority.legal_power");
        await Refused(StatusCode.PermissionDenied, "OTHER_AREA", async () => await town.Olu.StateAuthorityAsync(Stated("Mine")));
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await town.Femi.StateAuthorityAsync(Stated("Mine")));
        await Refused(
            StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await town.Amina.GetSignOffAsync(new() { RoundId = "autumn" }));

        await town.Grace.StateAuthorityAsync(Stated("First"));
        await town.Noor.StateAuthorityAsync(Stated("Second"));

        Assert.Equal(
            ("Second", "Noor Khan, clerk"),
            ((await town.Femi.GetSignOffAsync(new() { RoundId = "autumn" })).Authority.LegalPower,
            (await town.Femi.GetSignOffAsync(new() { RoundId = "autumn" })).Authority.StatedBy));
    }

    private static StateAuthorityRequest Stated(string power) => new()
    {
        RequestId = Id(),
        Authority = new()
        {
            RoundId = "autumn", LegalPower = power, Owner = "Director of Communities",
            DelegatedDecision = "Cabinet, minute 27"
        },
    };
}
