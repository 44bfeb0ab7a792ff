using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.People;

/// <summary>Why this service may say no, beside what every service may answer.</summary>
internal static class PeopleReasons
{
    /// <summary>This address, or this source for it, has had many codes; the next may be asked for in {minutes}.</summary>
    public static readonly Reason CodesTooMany = new(StatusCode.ResourceExhausted, "CODES_TOO_MANY");

    /// <summary>The mail server refuses this address for good.</summary>
    public static readonly Reason EmailRefused = new(StatusCode.InvalidArgument, "EMAIL_REFUSED");

    /// <summary>The mail server cannot carry the letters before the "@".</summary>
    public static readonly Reason EmailBeyondServer = new(StatusCode.InvalidArgument, "EMAIL_BEYOND_SERVER");

    /// <summary>The mail server takes nothing at this moment.</summary>
    public static readonly Reason MailAway = new(StatusCode.FailedPrecondition, "MAIL_AWAY");

    /// <summary>The digits are not those that were sent.</summary>
    public static readonly Reason CodeWrong = new(StatusCode.InvalidArgument, "SIGN_IN_CODE_WRONG");

    /// <summary>Too old, used, tried too often, or never sent: a new one is needed.</summary>
    public static readonly Reason CodeGone = new(StatusCode.FailedPrecondition, "SIGN_IN_CODE_GONE");

    /// <summary>The link is none of ours, or too old.</summary>
    public static readonly Reason LinkGone = new(StatusCode.NotFound, "LINK_GONE");

    /// <summary>The ID token is none of the provider's, is too old, or was used.</summary>
    public static readonly Reason IdTokenRefused = new(StatusCode.PermissionDenied, "ID_TOKEN_REFUSED");

    /// <summary>The settings name nobody of the staff with the address that the provider vouches for.</summary>
    public static readonly Reason NotOnStaff = new(StatusCode.PermissionDenied, "NOT_ON_STAFF");

    /// <summary>The provider does not say that the address is theirs, and we do not know the account yet.</summary>
    public static readonly Reason StaffEmailUnproved = new(StatusCode.PermissionDenied, "STAFF_EMAIL_UNPROVED");

    /// <summary>The residents' provider does not say that the address is theirs, and we do not know the account yet.</summary>
    public static readonly Reason ResidentEmailUnproved = new(StatusCode.PermissionDenied, "RESIDENT_EMAIL_UNPROVED");

    /// <summary>Somebody has that address here already, or works here: a code shows first that it is them.</summary>
    public static readonly Reason ProviderCodeFirst = new(StatusCode.PermissionDenied, "PROVIDER_CODE_FIRST");

    /// <summary>The provider does not answer.</summary>
    public static readonly Reason ProviderAway = new(StatusCode.Unavailable, "PROVIDER_AWAY");

    /// <summary>The council's public address has no name, or there is none: there are no passkeys here.</summary>
    public static readonly Reason PasskeysOff = new(StatusCode.FailedPrecondition, "PASSKEYS_OFF");

    /// <summary>A person has {max} passkeys already.</summary>
    public static readonly Reason PasskeysTooMany = new(StatusCode.FailedPrecondition, "PASSKEYS_TOO_MANY");

    /// <summary>The question for a passkey is too old, was answered, or was asked elsewhere.</summary>
    public static readonly Reason PasskeyQuestionGone = new(StatusCode.FailedPrecondition, "PASSKEY_QUESTION_GONE");

    /// <summary>What the device answered proves nothing.</summary>
    public static readonly Reason PasskeyWrong = new(StatusCode.InvalidArgument, "PASSKEY_WRONG");

    /// <summary>This passkey is there already.</summary>
    public static readonly Reason PasskeyKnown = new(StatusCode.AlreadyExists, "PASSKEY_KNOWN");

    /// <summary>Somebody of the staff who has a passkey has not shown it, and changes none before.</summary>
    public static readonly Reason PasskeyNeeded = new(StatusCode.FailedPrecondition, "PASSKEY_NEEDED");

    /// <summary>A field: it is the address that they have.</summary>
    public static readonly Reason EmailSame = new(StatusCode.InvalidArgument, "EMAIL_SAME");

    /// <summary>Nothing can be sent to the address that they have, so it confirms nothing.</summary>
    public static readonly Reason OldAddressDead = new(StatusCode.FailedPrecondition, "OLD_ADDRESS_DEAD");

    /// <summary>While the settings are the list of staff, they say who somebody of it is.</summary>
    public static readonly Reason StaffInSettings = new(StatusCode.FailedPrecondition, "STAFF_IN_SETTINGS");

    /// <summary>Somebody of the staff is in a session that gives them no role, and takes none to another address from there.</summary>
    public static readonly Reason StaffSignInNeeded = new(StatusCode.FailedPrecondition, "STAFF_SIGN_IN_NEEDED");

    /// <summary>The session was ended, has run out, or never began.</summary>
    public static readonly Reason SessionEnded = new(StatusCode.Unauthenticated, "SESSION_ENDED");

    /// <summary>Whoever has a role here cannot be forgotten before it has ended.</summary>
    public static readonly Reason WorksHere = new(StatusCode.FailedPrecondition, "WORKS_HERE");

    /// <summary>A grant of theirs is offered, or accepted and not paid.</summary>
    public static readonly Reason GrantOpen = new(StatusCode.FailedPrecondition, "GRANT_OPEN");

    /// <summary>The demonstration's own people come again with every start.</summary>
    public static readonly Reason MadeUpPerson = new(StatusCode.FailedPrecondition, "MADE_UP_PERSON");

    /// <summary>This is no demonstration.</summary>
    public static readonly Reason NoDemonstration = new(StatusCode.NotFound, "NO_DEMONSTRATION");

    /// <summary>A field: it can be no e-mail address.</summary>
    public static readonly Reason EmailWrong = new(StatusCode.InvalidArgument, "EMAIL_WRONG");

    /// <summary>A field: it has not six digits.</summary>
    public static readonly Reason CodeNotSixDigits = new(StatusCode.InvalidArgument, "CODE_NOT_SIX_DIGITS");

    /// <summary>A field: the secret of a session has not 32 bytes.</summary>
    public static readonly Reason SecretWrong = new(StatusCode.InvalidArgument, "SECRET_WRONG");

    /// <summary>A field: the council does not speak this language.</summary>
    public static readonly Reason LanguageUnknown = new(StatusCode.InvalidArgument, "LANGUAGE_UNKNOWN");

    /// <summary>Nobody of the staff has this address.</summary>
    public static readonly Reason StaffNotFound = new(StatusCode.NotFound, "STAFF_NOT_FOUND");

    /// <summary>Somebody else has to end one's own roles, so that nobody locks the last door from inside.</summary>
    public static readonly Reason OwnRoles = new(StatusCode.FailedPrecondition, "OWN_ROLES");

    /// <summary>The caller was an administrator when their identity was signed, and is none at this moment.</summary>
    public static readonly Reason AdministratorNoMore = new(StatusCode.PermissionDenied, "ADMINISTRATOR_NO_MORE");

    /// <summary>Whoever asked for a role cannot be the one who confirms it.</summary>
    public static readonly Reason SecondAdministratorNeeded = new(StatusCode.PermissionDenied, "SECOND_ADMINISTRATOR_NEEDED");

    /// <summary>Nobody would be left, for good, who can give roles.</summary>
    public static readonly Reason LastAdministrator = new(StatusCode.FailedPrecondition, "LAST_ADMINISTRATOR");

    /// <summary>They are on the list of staff already.</summary>
    public static readonly Reason StaffKnown = new(StatusCode.AlreadyExists, "STAFF_KNOWN");

    /// <summary>Somebody on the list of staff has the same mailbox by another address.</summary>
    public static readonly Reason StaffSameMailbox = new(StatusCode.FailedPrecondition, "STAFF_SAME_MAILBOX");

    /// <summary>They have this role already.</summary>
    public static readonly Reason RoleHeld = new(StatusCode.FailedPrecondition, "ROLE_HELD");

    /// <summary>This role waits for a second administrator already.</summary>
    public static readonly Reason RoleWaits = new(StatusCode.FailedPrecondition, "ROLE_WAITS");

    /// <summary>Nobody who is an administrator still has asked for this role.</summary>
    public static readonly Reason RoleNotAsked = new(StatusCode.FailedPrecondition, "ROLE_NOT_ASKED");

    /// <summary>Nobody who is an administrator still has said, within a week, that they lost their passkeys.</summary>
    public static readonly Reason ResetNotAsked = new(StatusCode.FailedPrecondition, "RESET_NOT_ASKED");

    /// <summary>It was asked for already, and waits for a second administrator.</summary>
    public static readonly Reason ResetWaits = new(StatusCode.FailedPrecondition, "RESET_WAITS");

    /// <summary>They have no role here: their passkeys are their own affair.</summary>
    public static readonly Reason ResetNoRole = new(StatusCode.FailedPrecondition, "RESET_NO_ROLE");

    /// <summary>They have no passkey, so that nothing keeps them out.</summary>
    public static readonly Reason ResetNoPasskey = new(StatusCode.FailedPrecondition, "RESET_NO_PASSKEY");

    /// <summary>They have shown a passkey since it was asked for, so they have not lost all.</summary>
    public static readonly Reason ResetPasskeyUsed = new(StatusCode.FailedPrecondition, "RESET_PASSKEY_USED");

    /// <summary>Whoever asked for a reset cannot be the one who confirms it.</summary>
    public static readonly Reason ResetNeedsSecond = new(StatusCode.PermissionDenied, "RESET_NEEDS_SECOND");

    /// <summary>They do not have this role, and it does not wait.</summary>
    public static readonly Reason RoleNotHeld = new(StatusCode.FailedPrecondition, "ROLE_NOT_HELD");

    /// <summary>A field: it is no role that people are given.</summary>
    public static readonly Reason RoleUnknown = new(StatusCode.InvalidArgument, "ROLE_UNKNOWN");

    /// <summary>A field: the end of a role is over.</summary>
    public static readonly Reason RoleEndPassed = new(StatusCode.InvalidArgument, "ROLE_END_PASSED");

    /// <summary>A field: an officer has more areas than can be named.</summary>
    public static readonly Reason AreasTooMany = new(StatusCode.InvalidArgument, "AREAS_TOO_MANY");

    /// <summary>A field: it is no colour.</summary>
    public static readonly Reason ColourWrong = new(StatusCode.InvalidArgument, "COLOUR_WRONG");

    /// <summary>A field: white words on this colour, or words in it on white, are hard to read.</summary>
    public static readonly Reason ColourTooLight = new(StatusCode.InvalidArgument, "COLOUR_TOO_LIGHT");

    /// <summary>Somebody changed the council's profile after it was looked at.</summary>
    public static readonly Reason ProfileChanged = new(StatusCode.Aborted, "PROFILE_CHANGED");

    /// <summary>Nothing of the council's profile would change.</summary>
    public static readonly Reason ProfileAsItWas = new(StatusCode.FailedPrecondition, "PROFILE_AS_IT_WAS");

    /// <summary>Somebody changed letters, holidays or the logo after they were looked at.</summary>
    public static readonly Reason SettingsChanged = new(StatusCode.FailedPrecondition, "SETTINGS_CHANGED");

    /// <summary>Nothing of letters, holidays or the logo would change.</summary>
    public static readonly Reason SettingsAsTheyWere = new(StatusCode.FailedPrecondition, "SETTINGS_AS_THEY_WERE");

    /// <summary>A field: {place} stands in braces, and only {known} can be filled in there.</summary>
    public static readonly Reason LetterPlaceUnknown = new(StatusCode.InvalidArgument, "LETTER_PLACE_UNKNOWN");

    /// <summary>A field: {day} is no day of the calendar, or far from our time.</summary>
    public static readonly Reason HolidayWrong = new(StatusCode.InvalidArgument, "HOLIDAY_WRONG");

    /// <summary>A field: more than {max} days.</summary>
    public static readonly Reason HolidaysTooMany = new(StatusCode.InvalidArgument, "HOLIDAYS_TOO_MANY");

    /// <summary>A field: nobody said of which nation the bank holidays are.</summary>
    public static readonly Reason NationMissing = new(StatusCode.InvalidArgument, "NATION_MISSING");

    /// <summary>A field: the file is larger than a logo may be.</summary>
    public static readonly Reason LogoTooLarge = new(StatusCode.InvalidArgument, "LOGO_TOO_LARGE");

    /// <summary>A field: the picture is wider or higher than {max} points.</summary>
    public static readonly Reason LogoTooManyPoints = new(StatusCode.InvalidArgument, "LOGO_TOO_MANY_POINTS");

    /// <summary>A field: an SVG can do more than be looked at.</summary>
    public static readonly Reason LogoSvg = new(StatusCode.InvalidArgument, "LOGO_SVG");

    /// <summary>A field: a picture, and neither PNG nor JPEG.</summary>
    public static readonly Reason LogoKind = new(StatusCode.InvalidArgument, "LOGO_KIND");

    /// <summary>There is no such picture, or it was not used within a day.</summary>
    public static readonly Reason LogoNotFound = new(StatusCode.NotFound, "LOGO_NOT_FOUND");

    /// <summary>No e-mail of that id waits to be tried again.</summary>
    public static readonly Reason NoticeNotSetAside = new(StatusCode.NotFound, "NOTICE_NOT_SET_ASIDE");

    /// <summary>There is no such group.</summary>
    public static readonly Reason GroupNotFound = new(StatusCode.NotFound, "GROUP_NOT_FOUND");

    /// <summary>The caller is no member of the group.</summary>
    public static readonly Reason NotInGroup = new(StatusCode.PermissionDenied, "NOT_IN_GROUP");

    /// <summary>The group is closed.</summary>
    public static readonly Reason GroupClosed = new(StatusCode.FailedPrecondition, "GROUP_CLOSED");

    /// <summary>The caller has founded {most} groups within a year.</summary>
    public static readonly Reason GroupsTooMany = new(StatusCode.ResourceExhausted, "GROUPS_TOO_MANY");

    /// <summary>Another member changed the group after it was looked at.</summary>
    public static readonly Reason GroupChanged = new(StatusCode.FailedPrecondition, "GROUP_CHANGED");

    /// <summary>Its words or its picture are others than those that an officer read.</summary>
    public static readonly Reason GroupChangedMeanwhile = new(StatusCode.FailedPrecondition, "GROUP_CHANGED_MEANWHILE");

    /// <summary>Nothing of the group would change.</summary>
    public static readonly Reason GroupAsItWas = new(StatusCode.FailedPrecondition, "GROUP_AS_IT_WAS");

    /// <summary>The group has {most} members.</summary>
    public static readonly Reason GroupFull = new(StatusCode.FailedPrecondition, "GROUP_FULL");

    /// <summary>The caller is a member already.</summary>
    public static readonly Reason GroupJoined = new(StatusCode.FailedPrecondition, "GROUP_JOINED");

    /// <summary>The link of an invitation is none, was used, or is over.</summary>
    public static readonly Reason GroupLinkGone = new(StatusCode.NotFound, "GROUP_LINK_GONE");

    /// <summary>A field: it is no secret of an invitation, or one that is taken.</summary>
    public static readonly Reason GroupSecretWrong = new(StatusCode.InvalidArgument, "GROUP_SECRET_WRONG");

    /// <summary>{most} invitations of the group are open.</summary>
    public static readonly Reason GroupInvitationsTooMany = new(StatusCode.FailedPrecondition, "GROUP_INVITATIONS_TOO_MANY");

    /// <summary>The group has no such invitation.</summary>
    public static readonly Reason GroupInvitationNotFound = new(StatusCode.NotFound, "GROUP_INVITATION_NOT_FOUND");

    /// <summary>They are no member, or no longer.</summary>
    public static readonly Reason GroupMemberNotFound = new(StatusCode.NotFound, "GROUP_MEMBER_NOT_FOUND");

    /// <summary>The caller may not say yes to money for the group.</summary>
    public static readonly Reason GroupSignersOnly = new(StatusCode.PermissionDenied, "GROUP_SIGNERS_ONLY");

    /// <summary>As many as {most} may say yes to money, or are asked to.</summary>
    public static readonly Reason GroupSignersFull = new(StatusCode.FailedPrecondition, "GROUP_SIGNERS_FULL");

    /// <summary>They may say yes to money already, or are asked to.</summary>
    public static readonly Reason GroupSignerAsked = new(StatusCode.FailedPrecondition, "GROUP_SIGNER_ASKED");

    /// <summary>Nobody asked the caller to say yes to money.</summary>
    public static readonly Reason GroupSignerNotAsked = new(StatusCode.FailedPrecondition, "GROUP_SIGNER_NOT_ASKED");

    /// <summary>Nobody else in the group may say yes to money.</summary>
    public static readonly Reason GroupLastSigner = new(StatusCode.FailedPrecondition, "GROUP_LAST_SIGNER");

    /// <summary>The group has no picture, or none that the caller may see.</summary>
    public static readonly Reason GroupPictureNotFound = new(StatusCode.NotFound, "GROUP_PICTURE_NOT_FOUND");

    /// <summary>A field: nobody said that those who can be recognised have said yes.</summary>
    public static readonly Reason GroupEverybodyNotAsked = new(StatusCode.InvalidArgument, "GROUP_EVERYBODY_NOT_ASKED");

    /// <summary>The group is of {area}, where the caller is no officer.</summary>
    public static readonly Reason GroupAreaOfOthers = new(StatusCode.PermissionDenied, "GROUP_AREA_OF_OTHERS");

    /// <summary>A field: it can be nothing that is followed.</summary>
    public static readonly Reason FollowedWrong = new(StatusCode.InvalidArgument, "FOLLOWED_WRONG");

    /// <summary>A field: nobody said how often they want to be told.</summary>
    public static readonly Reason HowOftenMissing = new(StatusCode.InvalidArgument, "HOW_OFTEN_MISSING");

    /// <summary>There is nothing such to follow, or nobody sees it any more.</summary>
    public static readonly Reason FollowedNotFound = new(StatusCode.NotFound, "FOLLOWED_NOT_FOUND");

    /// <summary>The caller follows {most} things.</summary>
    public static readonly Reason FollowingTooMany = new(StatusCode.FailedPrecondition, "FOLLOWING_TOO_MANY");

    /// <summary>No e-mail of ours reaches the caller.</summary>
    public static readonly Reason FollowingNoEmail = new(StatusCode.FailedPrecondition, "FOLLOWING_NO_EMAIL");
}
