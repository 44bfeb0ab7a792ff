using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Participatory.Contracts.Grants;
using Participatory.Grants;
using Participatory.Grants.Awards;
using Participatory.Grants.Rules;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class AgreementTests
{
    [Theory, EveryDatabase]
    public async Task An_agreement_names_a_person_and_the_day_by_which_to_answer(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.Grace.PublishMoneyRulesAsync(
            new()
            {
                RequestId = Id(), Rules =
            new() { RoundId = "autumn", Contact = "Grace {idea} Bell, 01234 567890", AnswerWithinDays = 10 }
            });
        var award = await town.Offered();

        Assert.Contains("Grace {idea} Bell, 01234 567890", award.Agreement, StringComparison.Ordinal);
        Assert.Contains("within 14 days", award.Agreement, StringComparison.Ordinal);
        Assert.Contains("Wednesday 11 March 2026", award.Agreement, StringComparison.Ordinal);
        Assert.Contains("£400 in one payment", award.Agreement, StringComparison.Ordinal);
        Assert.Contains("never for receipts", award.Agreement, StringComparison.Ordinal);
        // The whole of that day, whatever the hour of the offer.
        Assert.Equal(new DateTimeOffset(2026, 3, 12, 0, 0, 0, TimeSpan.Zero), award.AnswerByTime.ToDateTimeOffset());
        Assert.DoesNotContain("{a", award.Agreement, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_fund_says_what_groups_keep_and_a_finance_officer_accepts_the_risk(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(5_000, "fund-autumn");
        Assert.Equal(Evidence.None, fund.Evidence);
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await town.Grace.ChooseEvidenceAsync(
            new() { RequestId = Id(), FundId = "fund-autumn", Evidence = Evidence.Keep, Reason = "r" }));
        await RefusedFields(async () => await town.Femi.ChooseEvidenceAsync(new() { RequestId = Id(), FundId = "fund-autumn" }),
            "evidence", "reason");

        await town.Femi.ChooseEvidenceAsync(
            new()
            {
                RequestId = Id(), FundId = "fund-autumn", Evidence = Evidence.None,
                Reason = "Small amounts; checking costs more than it saves."
            });
        await town.Femi.ChooseEvidenceAsync(
            new() { RequestId = Id(), FundId = "fund-autumn", Evidence = Evidence.Keep, Reason = "The NHS asks for it." });

        var choices = (await town.Grace.GetEvidenceHistoryAsync(new() { FundId = "fund-autumn" })).Choices;
        Assert.Equal([(Evidence.Keep, "The NHS asks for it."), (Evidence.None, "Small amounts; checking costs more than it saves.")],
            choices.Select(choice => (choice.Evidence, choice.Reason)));
        Assert.All(choices, choice => Assert.Equal(People.Femi.ShownAs, choice.ChosenBy));
        await town.Released("autumn", "fund-autumn", (North, 1_000));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", People.Amina));
        await town.Service.Deliver(Result("autumn", 400));
        Assert.Contains("keep your receipts at home", (await town.TheAward()).Agreement, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task An_agreement_stays_as_it_was_offered_whatever_is_chosen_later(string engine)
    {
        await using var town = await Town.Start(engine);
        var offered = await town.Offered();

        await town.Femi.ChooseEvidenceAsync(
            new() { RequestId = Id(), FundId = "fund-autumn", Evidence = Evidence.Keep, Reason = "The NHS asks for it." });
        await town.Service.Deliver(Opened("autumn") with { Title = "Another title", PayWithinDays = 1 });
        await town.Amina.AcceptAwardAsync(
            new() { RequestId = Id(), AwardId = offered.AwardId, AgreementVersion = offered.AgreementVersion });

        var accepted = await town.TheAward();
        Assert.Equal((offered.Agreement, offered.AgreementVersion), (accepted.Agreement, accepted.AgreementVersion));
        Assert.DoesNotContain("keep your receipts", accepted.Agreement, StringComparison.Ordinal);
    }

    /// <summary>What a group said yes to. Whoever wants to say it better adds a version with its hash, and leaves these alone.</summary>
    [Theory]
    [InlineData("2026-1", "1436296b02402e61e1e4cc5d2575e6bf5ec5cadc021f06496fa74bc35aa616f1")]
    [InlineData(Agreement.CurrentVersion, "da8cb55c3dbf64523901471d119b78308e6c831af10568f251e6e79842749926")]
    public void A_version_that_was_offered_is_never_changed(string version, string hash)
    {
        var texts = Participatory.Words.Agreement.ResourceManager
            .GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!.Cast<DictionaryEntry>()
            .Where(text => $"{text.Key}-".StartsWith($"{version}-", StringComparison.Ordinal))
            .OrderBy(text => (string)text.Key, StringComparer.Ordinal).Select(text => $"{text.Key}\n{text.Value}\n");

        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(texts)))));
    }

    [Fact]
    public void There_is_nowhere_to_keep_a_receipt()
    {
        var fields = Participatory.Grants.V1.GrantsService.Descriptor.File.MessageTypes
            .Concat(DevolvingReflection.Descriptor.MessageTypes).Concat(LedgerReflection.Descriptor.MessageTypes)
            .SelectMany(message => message.Fields.InDeclarationOrder());
        Assert.DoesNotContain(fields, field => field.Name.Contains("receipt", StringComparison.Ordinal)
            || field.Name.Contains("invoice", StringComparison.Ordinal));
        var migrations = typeof(Ledger).Assembly;
        foreach (var name in migrations.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)))
        {
            using var text = new StreamReader(migrations.GetManifestResourceStream(name)!);
            Assert.DoesNotContain(text.ReadToEnd().Split('\n').Where(line => !line.TrimStart().StartsWith("--", StringComparison.Ordinal)),
                line => line.Contains("receipt", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory, EveryDatabase]
    public async Task The_council_can_take_an_offer_back_and_says_why(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();
        await RefusedFields(async () => await town.Grace.WithdrawAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId }), "reason");

        var withdrawn = await town.Grace.WithdrawAwardAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, Reason = "The site is being sold." });

        Assert.Equal((AwardState.Withdrawn, "The site is being sold.", People.Grace.ShownAs),
            (withdrawn.State, withdrawn.WithdrawReason, withdrawn.WithdrawnBy));
        Assert.Equal("The site is being sold.", (await town.Amina.GetAwardAsync(new() { AwardId = award.AwardId })).WithdrawReason);
        Assert.Equal("", (await town.Nobody.GetAwardAsync(new() { AwardId = award.AwardId })).WithdrawReason);
        Assert.Equal((100_000, 0, 0, 100_000), await town.Pot());
        Assert.Equal(("The site is being sold.", People.Amina.Subject), Assert.Single(await town.Service.Published<AwardWithdrawn>())
            is var said ? (said.Reason, said.RecipientSubject) : default);
        await Refused(StatusCode.FailedPrecondition, "AWARD_STATE",
            async () => await town.Grace.WithdrawAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, Reason = "Again" }));
        await Refused(StatusCode.FailedPrecondition, "AWARD_NOT_PAYABLE",
            async () => await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId }));
    }

    [Theory, EveryDatabase]
    public async Task What_is_being_paid_or_is_paid_is_not_taken_back(string engine)
    {
        await using var town = await Town.Start(engine);
        var payment = await town.ApprovedPayment();
        var award = await town.TheAward();
        await Refused(StatusCode.AlreadyExists, "PAYMENT_ON_ITS_WAY",
            async () => await town.Grace.WithdrawAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, Reason = "r" }));
        await town.Confirm(payment);
        await Refused(StatusCode.FailedPrecondition, "AWARD_STATE",
            async () => await town.Grace.WithdrawAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, Reason = "r" }));
        Assert.Equal((100_000, 0, 40_000, 60_000), await town.Pot());
    }

    [Theory, EveryDatabase]
    public async Task An_offer_that_nobody_answers_ends_and_the_money_is_its_areas_again(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Offered();
        var expire = town.Service.Services.GetService(typeof(ExpireAwards)) as ExpireAwards;

        town.Service.Clock.Advance(TimeSpan.FromDays(28));
        await expire!.Tick(CancellationToken.None);
        Assert.Equal(AwardState.Offered, (await town.TheAward()).State);
        // It can be answered all of that day.
        town.Service.Clock.Advance(TimeSpan.FromDays(1));
        await expire.Tick(CancellationToken.None);
        await expire.Tick(CancellationToken.None);

        Assert.Equal(AwardState.Expired, (await town.TheAward()).State);
        Assert.Equal((100_000, 0, 0, 100_000), await town.Pot());
        Assert.Single(await town.Service.Published<AwardExpired>());
        var refusal = await Refused(StatusCode.FailedPrecondition, "AWARD_ANSWERED", async () => await town.Amina.AcceptAwardAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion }));
        Assert.Contains("29 March", refusal.Status.Detail, StringComparison.Ordinal);
    }
}
