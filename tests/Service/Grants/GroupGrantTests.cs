using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Grants;
using Participatory.Contracts.People;
using Participatory.Grants.V1;
using Participatory.Platform.Rights;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

/// <summary>Grants of groups: who may say yes to money when they act, acts for the group, and bank details need two of them.</summary>
public sealed class GroupGrantTests
{
    [Theory, EveryDatabase]
    public async Task One_who_may_say_yes_to_money_answers_for_the_group_and_is_asked_from_then_on(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.OfferedToGroup();
        Assert.Equal((GroupOf("autumn"), "Friends of Mill Lane"), (award.GroupId, award.GroupName));
        Assert.True((await town.Amina.GetAwardAsync(new() { AwardId = award.AwardId })).Mine);
        Assert.True(Assert.Single((await town.Tom.ListMyAwardsAsync(new())).Awards).Mine);
        Assert.Empty((await town.Olu.ListMyAwardsAsync(new())).Awards);
        await Refused(StatusCode.PermissionDenied, "NOT_YOUR_AWARD", async () => await town.Olu.AcceptAwardAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion }));

        var reasons = await Race.Reasons(() => Accept(town.Tom, award), () => Accept(town.Amina, award));
        Assert.Equal(["", "AWARD_ANSWERED"], reasons.Order(StringComparer.Ordinal));
        var said = Assert.Single(await town.Service.Published<AwardAccepted>());
        Assert.Contains(said.RecipientSubject, new[] { People.Amina.Subject, People.Tom.Subject });
        Assert.Equal(GroupOf("autumn"), said.GroupId);
        Assert.Equal(
            award.AwardId, Assert.Single((await town.Nobody.ListAwardsAsync(new() { GroupId = GroupOf("autumn") })).Awards).AwardId);
        Assert.Empty((await town.Nobody.ListAwardsAsync(new() { GroupId = "group-other" })).Awards);
    }

    [Theory, EveryDatabase]
    public async Task Nothing_is_asked_for_checked_or_paid_before_a_second_one_has_confirmed_the_bank_details(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.OfferedToGroup();
        await Accept(town.Amina, award);
        var given = await Give(town, award);
        Assert.Equal((PayeeStep.Agree, 2, true), (given.Step, given.Signers, given.GivenByMe));

        await Refused(StatusCode.FailedPrecondition, "PAYEE_NOT_READY", async () => await town.Femi.RecordPayeeCheckAsync(Check(given)));
        await Refused(StatusCode.FailedPrecondition, "PAYEE_NOT_READY", async () => await town.Grace.InstructPaymentAsync(
            new() { RequestId = Id(), AwardId = award.AwardId }));
        await Refused(StatusCode.PermissionDenied, "SECOND_PERSON_NEEDED", () => Confirm(town.Amina, given));
        await Refused(StatusCode.PermissionDenied, "NOT_YOUR_AWARD", () => Confirm(town.Olu, given));
        await Refused(StatusCode.FailedPrecondition, "OTHER_DETAILS", () => Confirm(town.Tom, given, version: 2));

        var request = new ConfirmBankDetailsRequest { RequestId = Id(), AwardId = award.AwardId, DetailsVersion = 1 };
        var second = await town.Tom.ConfirmBankDetailsAsync(request);
        Assert.Equal(second, await town.Tom.ConfirmBankDetailsAsync(request));
        Assert.Equal((PayeeStep.Check, false), (second.Step, second.GivenByMe));
        Assert.NotNull(second.SecondTime);
        await Refused(StatusCode.FailedPrecondition, "PAYEE_STATE", () => Confirm(town.Tom, given));
        Assert.Equal(PayeeStep.Ready, (await town.Femi.RecordPayeeCheckAsync(Check(given))).Step);

        // Other details need both again: of the group, and of finance by another channel.
        var changed = await town.Tom.GiveBankDetailsAsync(Details(award, "87654321"));
        Assert.Equal(PayeeStep.Agree, changed.Step);
        await Refused(StatusCode.PermissionDenied, "SECOND_PERSON_NEEDED", () => Confirm(town.Tom, changed, version: 2));
        await Confirm(town.Amina, changed, version: 2);
        Assert.Equal(PayeeStep.ConfirmChange, (await town.Femi.GetPayeeAsync(new() { AwardId = award.AwardId })).Step);
    }

    [Theory, EveryDatabase]
    public async Task Who_may_say_yes_when_they_act_counts_and_whoever_left_does_not(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.OfferedToGroup();
        await Accept(town.Amina, award);
        var given = await Give(town, award);
        await town.Signers("autumn", 2, People.Amina.Subject);
        // An old message changes nothing.
        await town.Signers("autumn", 1, People.Amina.Subject, People.Tom.Subject);
        await Refused(StatusCode.PermissionDenied, "NOT_YOUR_AWARD", () => Confirm(town.Tom, given));
        Assert.Equal(1, (await town.Amina.GetPayeeAsync(new() { AwardId = award.AwardId })).Signers);

        await town.Signers("autumn", 3, People.Noor.Subject, People.Olu.Subject);
        Assert.False((await town.Amina.GetAwardAsync(new() { AwardId = award.AwardId })).Mine);
        Assert.Empty((await town.Amina.ListMyAwardsAsync(new())).Awards);
        await Confirm(town.Noor, given);
        await town.Femi.RecordPayeeCheckAsync(Check(given));
        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
        await town.Confirm(payment);
        Assert.Equal(AwardState.Paid, (await town.TheAward()).State);
    }

    [Theory, EveryDatabase]
    public async Task What_a_closed_group_won_is_its_proposers_own(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.Service.Deliver(new GroupChanged(GroupOf("autumn"), "Friends", IsClosed: true, 9));
        var award = await town.OfferedToGroup();
        Assert.Equal("", award.GroupId);
        Assert.True((await Accept(town.Amina, award)).Mine);
        await Refused(StatusCode.PermissionDenied, "NOT_YOUR_AWARD", async () => await town.Tom.ChooseHolderAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, Holder = Holder.Person }));
    }

    [Theory, EveryDatabase]
    public async Task A_grant_stays_with_its_group_when_one_of_them_is_forgotten(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.OfferedToGroup();
        await Accept(town.Amina, award);
        await town.Service.Deliver(new PersonForgotten(People.Amina.Subject, town.Service.Clock.Now));
        await town.Service.Services.GetRequiredService<Forgetting>().Tick(TestContext.Current.CancellationToken);

        Assert.True((await town.Tom.GetAwardAsync(new() { AwardId = award.AwardId })).Mine);
        Assert.Equal(Holder.Group, (await town.Tom.ChooseHolderAsync(new()
        {
            RequestId = Id(), AwardId = award.AwardId, Holder = Holder.Group, GroupName = "Mill Lane Residents",
        })).Holder);
        await using var session = await town.Service.Database.Read(TestContext.Current.CancellationToken);
        Assert.Equal(0, await session.One<long>(
            new("SELECT COUNT(*) FROM group_signer WHERE subject = @subject"), new { subject = People.Amina.Subject }));
    }

    [Theory, EveryDatabase]
    public async Task A_grant_of_one_person_becomes_a_groups_once_its_holder_and_somebody_of_the_group_have_said_yes(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.Signers("autumn", 1, People.Amina.Subject, People.Tom.Subject);
        var award = await town.Accepted();
        await Refused(StatusCode.PermissionDenied, "NOT_YOUR_AWARD", () => Move(town.Tom, award));
        Assert.True((await town.Amina.GetPayeeAsync(new() { AwardId = award.AwardId })).CanBeOffered);
        await Move(town.Amina, award);
        var asked = Assert.Single((await town.Tom.ListMyAwardMovesAsync(new())).Moves);
        Assert.Equal((award.Title, award.RoundId, award.ProjectId), (asked.Title, asked.RoundId, asked.ProjectId));
        await Refused(StatusCode.FailedPrecondition, "MOVE_WAITS", () => Move(town.Amina, award));
        Assert.False((await town.Tom.GetAwardAsync(new() { AwardId = award.AwardId })).Mine);
        await Refused(StatusCode.PermissionDenied, "SECOND_PERSON_NEEDED", () => Answer(town.Amina, award, yes: true));
        await Refused(StatusCode.PermissionDenied, "NOT_YOUR_AWARD", () => Answer(town.Olu, award, yes: false));
        Assert.Empty((await town.Olu.ListMyAwardMovesAsync(new())).Moves);

        // Either can say no, and another offer can be made.
        await Answer(town.Tom, award, yes: false);
        await Refused(StatusCode.FailedPrecondition, "MOVE_GONE", () => Answer(town.Amina, award, yes: false));
        await Move(town.Amina, award);
        await Answer(town.Amina, award, yes: false);
        await Move(town.Amina, award);
        var reasons = await Race.Reasons(() => Answer(town.Tom, award, yes: true), () => Answer(town.Amina, award, yes: false));
        Assert.Single(reasons, reason => reason.Length == 0);
        if ((await town.TheAward()).GroupId.Length == 0)
        {
            await Move(town.Amina, award);
            await Answer(town.Tom, award, yes: true);
        }

        var moved = await town.Tom.GetAwardAsync(new() { AwardId = award.AwardId });
        Assert.Equal((GroupOf("autumn"), true), (moved.GroupId, moved.Mine));
        await using (var session = await town.Service.Database.Read(TestContext.Current.CancellationToken))
        {
            Assert.Equal(People.Tom.Subject, await session.One<string>(
                new("SELECT recipient FROM award WHERE award_id = @AwardId"), new { award.AwardId }));
        }

        // Said once, and nothing of what was refused or taken back.
        var told = Assert.Single(await town.Service.Published<AwardMoved>());
        Assert.Equal((award.AwardId, GroupOf("autumn"), People.Tom.Subject), (told.AwardId, told.GroupId, told.RecipientSubject));
        Assert.Equal("", Assert.Single(await town.Service.Published<AwardAccepted>()).GroupId);

        // What the bank said of the account stands, and the second yes is asked for now.
        var payee = await town.Tom.GetPayeeAsync(new() { AwardId = award.AwardId });
        Assert.Equal(PayeeStep.Agree, payee.Step);
        await Confirm(town.Tom, payee);
        Assert.Equal(PayeeStep.Ready, (await town.Femi.GetPayeeAsync(new() { AwardId = award.AwardId })).Step);
        await Refused(StatusCode.FailedPrecondition, "AWARD_OF_GROUP", () => Move(town.Tom, award));
        var states = (await town.Tom.ListMyAwardMovesAsync(new())).Moves.Select(move => move.State).ToList();
        Assert.Equal((AwardMoveState.Accepted, AwardMoveState.Refused), (states[0], states[^1]));
    }

    [Theory, EveryDatabase]
    public async Task A_grant_that_is_being_paid_or_offered_to_nobody_else_is_not_moved(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.Signers("autumn", 1, People.Amina.Subject);
        var award = await town.Accepted();
        await Refused(StatusCode.FailedPrecondition, "MOVE_NEEDS_SIGNER", () => Move(town.Amina, award));
        await town.Signers("autumn", 2, People.Amina.Subject, People.Tom.Subject);
        await Move(town.Amina, award);
        await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        Assert.False((await town.Amina.GetPayeeAsync(new() { AwardId = award.AwardId })).CanBeOffered);
        await Refused(StatusCode.AlreadyExists, "PAYMENT_ON_ITS_WAY", () => Answer(town.Tom, award, yes: true));
        await Answer(town.Tom, award, yes: false);
        await Refused(StatusCode.AlreadyExists, "PAYMENT_ON_ITS_WAY", () => Move(town.Amina, award));
    }

    [Theory, EveryDatabase]
    public async Task An_offer_to_a_group_waits_only_while_it_can_be_taken_and_ends_when_its_holder_is_forgotten(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.Signers("autumn", 1, People.Amina.Subject, People.Tom.Subject);
        var award = await town.Accepted();
        await Move(town.Amina, award);
        Assert.Equal([award.AwardId], await Waiting(town.Tom));
        Assert.Empty(await Waiting(town.Amina));

        await town.Service.Deliver(new GroupChanged(GroupOf("autumn"), "Friends of Mill Lane", IsClosed: true, 2));
        Assert.Empty(await Waiting(town.Tom));
        await town.Service.Deliver(new GroupChanged(GroupOf("autumn"), "Friends of Mill Lane", IsClosed: false, 3));
        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        Assert.Empty(await Waiting(town.Tom));
        Assert.False(Assert.Single((await town.Tom.ListMyAwardMovesAsync(new())).Moves).ForMe);
        await town.Grace.CancelPaymentAsync(
            new() { RequestId = Id(), PaymentId = payment.PaymentId, Reason = "It was too early." });

        // What was answered later does not stand before it.
        var other = await town.Accepted("spring");
        await Move(town.Amina, other);
        Assert.Equal([other.AwardId, award.AwardId], await Waiting(town.Tom));
        await Answer(town.Tom, other, yes: false);
        Assert.Equal([award.AwardId], await Waiting(town.Tom, size: 1));

        await town.Service.Deliver(new PersonForgotten(People.Amina.Subject, town.Service.Clock.Now));
        await town.Service.Services.GetRequiredService<Forgetting>().Tick(TestContext.Current.CancellationToken);
        Assert.Empty(await Waiting(town.Tom));
        Assert.Equal(
            [AwardMoveState.Refused, AwardMoveState.TakenBack],
            (await town.Tom.ListMyAwardMovesAsync(new())).Moves.Select(move => move.State));
    }

    /// <summary>What waits for this person's answer: the awards, by their numbers.</summary>
    private static async Task<IEnumerable<string>> Waiting(
        Participatory.Grants.V1.GrantsService.GrantsServiceClient who, int size = 20)
    {
        var moves = (await who.ListMyAwardMovesAsync(new() { OnlyForMe = true, PageSize = size })).Moves;
        Assert.All(moves, move => Assert.True(move.ForMe));
        return moves.Select(move => move.AwardId);
    }

    private static async Task<MoveAwardToGroupResponse> Move(
        Participatory.Grants.V1.GrantsService.GrantsServiceClient who, Award award) => await who.MoveAwardToGroupAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, GroupId = GroupOf("autumn") });

    private static async Task<AnswerAwardMoveResponse> Answer(
        Participatory.Grants.V1.GrantsService.GrantsServiceClient who, Award award, bool yes) => await who.AnswerAwardMoveAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, Yes = yes });

    private static async Task<Award> Accept(Participatory.Grants.V1.GrantsService.GrantsServiceClient who, Award award) =>
        await who.AcceptAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });

    private static async Task<Payee> Give(Town town, Award award)
    {
        await town.Amina.ChooseHolderAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, Holder = Holder.Group, GroupName = "Mill Lane Residents" });
        return await town.Amina.GiveBankDetailsAsync(Details(award));
    }

    private static async Task<Payee> Confirm(
        Participatory.Grants.V1.GrantsService.GrantsServiceClient who, Payee payee, int version = 1) =>
        await who.ConfirmBankDetailsAsync(new() { RequestId = Id(), AwardId = payee.AwardId, DetailsVersion = version });

    private static RecordPayeeCheckRequest Check(Payee payee) => new()
    {
        RequestId = Id(), AwardId = payee.AwardId, DetailsVersion = payee.DetailsVersion, Result = PayeeCheckResult.Match,
    };
}
