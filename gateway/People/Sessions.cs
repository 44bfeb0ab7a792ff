using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.DataProtection;
using Participatory.Gateway.Settings;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.People;

/// <summary>Who is signed in stands in a sealed cookie, whose keys outlive the process.</summary>
internal static class Sessions
{
    /// <summary>Long enough for a working day, short enough for a library's computer.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(12);

    public static void AddSessions(this IServiceCollection services, GatewaySettings settings)
    {
        services.AddDataProtection()
            .SetApplicationName("participatory-gateway")
            .PersistKeysToFileSystem(SecretFolder(Path.Combine(settings.Data, "keys", "sessions")));

        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "participatory-session";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            // The cookie policy below decides: always, but on this machine's own loopback.
            options.Cookie.SecurePolicy = CookieSecurePolicy.None;
            options.ExpireTimeSpan = GoodFor;
            options.SlidingExpiration = true;
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "return";
            options.AccessDeniedPath = "/error/403";
            options.Events.OnRedirectToLogin = context =>
            {
                // A program is told; a person is shown where to sign in.
                if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
                {
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                }
                else
                {
                    context.Response.Redirect(context.RedirectUri);
                }

                return Task.CompletedTask;
            };
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });

        services.Configure<CookiePolicyOptions>(options =>
        {
            options.MinimumSameSitePolicy = SameSiteMode.Lax;
            options.HttpOnly = HttpOnlyPolicy.Always;
            options.OnAppendCookie = cookie => cookie.CookieOptions.Secure = !Loopback.InClear(cookie.Context.Request);
            options.OnDeleteCookie = cookie => cookie.CookieOptions.Secure = !Loopback.InClear(cookie.Context.Request);
        });
    }

    /// <summary>Signs a person in on this browser, in place of whoever was.</summary>
    public static Task Begin(HttpContext context, Person person) =>
        context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, person.ToSession());

    private static DirectoryInfo SecretFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
