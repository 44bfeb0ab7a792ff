using Grpc.Core;
using Participatory.People.Holidays;
using Participatory.People.Letters;
using Participatory.People.Logos;
using Participatory.People.Notices;
using Participatory.People.Passkeys;
using Participatory.People.Persons;
using Participatory.People.Profile;
using Participatory.People.Rights;
using Participatory.People.Security;
using Participatory.People.Sessions;
using Participatory.People.SignIn;
using Participatory.People.Staff;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;

namespace Participatory.People;

/// <summary>The door: each method goes to its operation.</summary>
internal sealed partial class PeopleGrpc(IServiceProvider services) : V1.PeopleService.PeopleServiceBase
{
    public override Task<SendCodeResponse> SendCode(SendCodeRequest request, ServerCallContext context) =>
        services.GetRequiredService<SendCode>()
            .Handle(request, Source.MarksIn(context)[0], Guard.CallerOf(context), context.CancellationToken);

    public override Task<NewSession> UseCode(UseCodeRequest request, ServerCallContext context) =>
        services.GetRequiredService<UseCode>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<NewSession> OpenLink(OpenLinkRequest request, ServerCallContext context) =>
        services.GetRequiredService<OpenLink>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<NewSession> SignInStaff(SignInStaffRequest request, ServerCallContext context) =>
        services.GetRequiredService<SignInStaff>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<NewSession> SignInResident(SignInResidentRequest request, ServerCallContext context) =>
        services.GetRequiredService<SignInResident>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<PasskeyQuestion> GetPasskeyQuestion(GetPasskeyQuestionRequest request, ServerCallContext context) =>
        Task.FromResult(services.GetRequiredService<PasskeyQuestions>().AskToSignIn());

    public override Task<NewSession> UsePasskey(UsePasskeyRequest request, ServerCallContext context) =>
        services.GetRequiredService<UsePasskey>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<NewSession> BecomeDemoPerson(BecomeDemoPersonRequest request, ServerCallContext context) =>
        services.GetRequiredService<BecomeDemoPerson>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListDemoPeopleResponse> ListDemoPeople(ListDemoPeopleRequest request, ServerCallContext context) =>
        Task.FromResult(services.GetRequiredService<BecomeDemoPerson>().List());

    public override Task<Identity> GetIdentity(GetIdentityRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetIdentity>().Handle(request, context.CancellationToken);

    public override Task<EndSessionResponse> EndSession(EndSessionRequest request, ServerCallContext context) =>
        services.GetRequiredService<EndSession>().Handle(request, context.CancellationToken);

    public override Task<EndMySessionsResponse> EndMySessions(EndMySessionsRequest request, ServerCallContext context) =>
        services.GetRequiredService<EndMySessions>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<MySessions> GetMySessions(GetMySessionsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetMySessions>().Handle(Guard.CallerOf(context), context.CancellationToken);

    public override Task<EndMySessionResponse> EndMySession(EndMySessionRequest request, ServerCallContext context) =>
        services.GetRequiredService<EndMySession>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ForgetMeResponse> ForgetMe(ForgetMeRequest request, ServerCallContext context) =>
        services.GetRequiredService<ForgetMe>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<MyPasskeys> GetMyPasskeys(GetMyPasskeysRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetMyPasskeys>().Handle(Guard.CallerOf(context), context.CancellationToken);

    public override Task<PasskeyQuestion> GetNewPasskeyQuestion(GetNewPasskeyQuestionRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetNewPasskeyQuestion>().Handle(Guard.CallerOf(context), context.CancellationToken);

    public override Task<Passkey> AddPasskey(AddPasskeyRequest request, ServerCallContext context) =>
        services.GetRequiredService<AddPasskey>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<RemovePasskeyResponse> RemovePasskey(RemovePasskeyRequest request, ServerCallContext context) =>
        services.GetRequiredService<RemovePasskey>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<AddressChange> ChangeAddress(ChangeAddressRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChangeAddress>()
            .Handle(request, Source.MarksIn(context)[0], Guard.CallerOf(context), context.CancellationToken);

    public override Task<ConfirmAddressResponse> ConfirmAddress(ConfirmAddressRequest request, ServerCallContext context) =>
        services.GetRequiredService<ConfirmAddress>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ChooseLanguageResponse> ChooseLanguage(ChooseLanguageRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChooseLanguage>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<StopMailResponse> StopMail(StopMailRequest request, ServerCallContext context) =>
        services.GetRequiredService<StopMail>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<MailChoices> GetMailChoices(GetMailChoicesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChooseMail>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<MailChoices> ChooseMail(ChooseMailRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChooseMail>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListStaffResponse> ListStaff(ListStaffRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListStaff>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListStaffChangesResponse> ListStaffChanges(ListStaffChangesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListStaffChanges>().Handle(request, context.CancellationToken);

    public override Task<StaffMember> InviteMember(InviteMemberRequest request, ServerCallContext context) =>
        services.GetRequiredService<InviteMember>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<StaffMember> GiveRole(GiveRoleRequest request, ServerCallContext context) =>
        services.GetRequiredService<GiveRole>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<StaffMember> ConfirmRole(ConfirmRoleRequest request, ServerCallContext context) =>
        services.GetRequiredService<ConfirmRole>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<StaffMember> TakeRole(TakeRoleRequest request, ServerCallContext context) =>
        services.GetRequiredService<TakeRole>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<StaffMember> EndRoles(EndRolesRequest request, ServerCallContext context) =>
        services.GetRequiredService<EndRoles>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<StaffMember> ForgetAccount(ForgetAccountRequest request, ServerCallContext context) =>
        services.GetRequiredService<ForgetAccount>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<StaffMember> AskPasskeyReset(AskPasskeyResetRequest request, ServerCallContext context) =>
        services.GetRequiredService<AskPasskeyReset>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<StaffMember> ConfirmPasskeyReset(ConfirmPasskeyResetRequest request, ServerCallContext context) =>
        services.GetRequiredService<ConfirmPasskeyReset>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<StaffMember> DeclinePasskeyReset(DeclinePasskeyResetRequest request, ServerCallContext context) =>
        services.GetRequiredService<DeclinePasskeyReset>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<EndSessionsOfResponse> EndSessionsOf(EndSessionsOfRequest request, ServerCallContext context) =>
        services.GetRequiredService<EndSessionsOf>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<CouncilProfile> GetProfile(GetProfileRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetProfile>().Handle(context.CancellationToken);

    public override Task<CouncilProfile> ChangeProfile(ChangeProfileRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChangeProfile>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListProfilesResponse> ListProfiles(ListProfilesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListProfiles>().Handle(request, context.CancellationToken);

    public override Task<CouncilLogo> GetLogo(GetLogoRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetLogo>().Handle(context.CancellationToken);

    public override Task<ListLogosResponse> ListLogos(ListLogosRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListLogos>().Handle(request, context.CancellationToken);

    public override Task<LogoPicture> AddLogo(IAsyncStreamReader<AddLogoRequest> requestStream, ServerCallContext context) =>
        services.GetRequiredService<AddLogo>().Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<LogoPicture> GetAddedLogo(GetAddedLogoRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetLogo>().Handle(request, context.CancellationToken);

    public override Task<CouncilLogo> UseLogo(UseLogoRequest request, ServerCallContext context) =>
        services.GetRequiredService<UseLogo>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task GetLogoFile(
        GetLogoFileRequest request, IServerStreamWriter<GetLogoFileResponse> responseStream, ServerCallContext context) =>
        services.GetRequiredService<GetLogoFile>()
            .Handle(request, responseStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<LetterWords> ChangeLetterWords(ChangeLetterWordsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChangeLetterWords>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListLetterWordsResponse> ListLetterWords(ListLetterWordsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListLetterWords>().Handle(request, context.CancellationToken);

    public override Task<CouncilHolidays> GetHolidays(GetHolidaysRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetHolidays>().Handle(context.CancellationToken);

    public override Task<CouncilHolidays> ChangeHolidays(ChangeHolidaysRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChangeHolidays>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListHolidaysResponse> ListHolidays(ListHolidaysRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListHolidays>().Handle(request, context.CancellationToken);

    public override Task<ListSetAsideNoticesResponse> ListSetAsideNotices(
        ListSetAsideNoticesRequest request, ServerCallContext context) =>
        services.GetRequiredService<SetAsideNotices>().Handle(request, context.CancellationToken);

    public override Task<TryNoticeAgainResponse> TryNoticeAgain(TryNoticeAgainRequest request, ServerCallContext context) =>
        services.GetRequiredService<SetAsideNotices>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListSecurityEventsResponse> ListSecurityEvents(
        ListSecurityEventsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListSecurityEvents>().Handle(request, context.CancellationToken);

    public override Task<ListSentMailResponse> ListSentMail(ListSentMailRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListSentMail>().Handle(request, context.CancellationToken);
}
