using Microsoft.AspNetCore.DataProtection;

namespace Participatory.Grants;

/// <summary>Where the keys of the bank details lie: in the folder that the setting <c>Data</c> names, never in the database.</summary>
internal static class PayeesSetup
{
    public static void AddBankVault(this WebApplicationBuilder builder)
    {
        var folder = SecretFolder(Path.Combine(Path.GetFullPath(builder.Configuration["Data"] ?? "data"), "keys", "bank-details"));
        // It warns that keys lie unencrypted; they lie in a folder that only we can read.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        builder.Services.AddDataProtection().SetApplicationName("participatory-grants").PersistKeysToFileSystem(folder);
        builder.Services.AddSingleton(services => new BankVault(services.GetRequiredService<IDataProtectionProvider>(), folder.FullName));
    }

    private static DirectoryInfo SecretFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
