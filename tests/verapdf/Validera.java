import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * veraPDF for many files in one run: reads "profile TAB file" lines, answers each with one line per failed rule
 * ("clause-test: description") and a line with a full stop. A file that cannot be read answers "fel: ...".
 */
public final class Validera {
    private static final int ALLA_FEL = -1;

    public static void main(String[] argument) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiler = new TreeMap<>();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream ut = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String rad = in.readLine(); rad != null; rad = in.readLine()) {
            String[] delar = rad.split("\t", 2);
            if (!profiler.containsKey(delar[0])) {
                profiler.put(delar[0], profil(delar[0]));
            }
            try {
                brutnaRegler(profiler.get(delar[0]), delar[1]).forEach((regel, text) -> ut.println(regel + ": " + text));
            } catch (Exception fel) {
                ut.println("fel: " + String.valueOf(fel.getMessage()).replace('\n', ' '));
            }
            ut.println(".");
        }
    }

    private static ValidationProfile profil(String namn) throws Exception {
        try (InputStream xml = Validera.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + namn + ".xml")) {
            return Profiles.profileFromXml(xml);
        }
    }

    private static Map<String, String> brutnaRegler(ValidationProfile profil, String fil) throws Exception {
        Map<String, String> brutna = new TreeMap<>();
        try (InputStream pdf = new FileInputStream(fil);
                PDFAParser lasare = Foundries.defaultInstance().createParser(pdf, profil.getPDFAFlavour());
                PDFAValidator granskare = Foundries.defaultInstance().createValidator(profil, ALLA_FEL, false, false, false)) {
            ValidationResult resultat = granskare.validate(lasare);
            for (TestAssertion fynd : resultat.getTestAssertions()) {
                if (fynd.getStatus() == TestAssertion.Status.FAILED) {
                    String regel = fynd.getRuleId().getClause() + "-" + fynd.getRuleId().getTestNumber();
                    brutna.putIfAbsent(regel, fynd.getMessage().replaceAll("\\s+", " "));
                }
            }
            if (!resultat.isCompliant() && brutna.isEmpty()) {
                brutna.put("okänd", "veraPDF godkänner inte filen men nämner ingen regel");
            }
        }
        return brutna;
    }
}
