# The jar with a JRE of its own, small and not root:   docker build -t pipeline .
# The same in Airflow, as docker-compose.airflow.yml wants it:   docker build -t pipeline-airflow --target airflow .
#
# --build-arg COMMIT="$(git rev-parse --short HEAD)"   for `--version`
# --secret id=ca,src=company.pem                       authorities to trust beside Debian's, during the build only
# --secret id=maven-settings,src="$HOME/.m2/settings.xml"   your mirrors

ARG DEBIAN_IMAGE=debian:bookworm-slim
ARG AIRFLOW_IMAGE=apache/airflow:3.3.2-python3.12
ARG VERSITYGW_IMAGE=versity/versitygw:v1.8.0

FROM ${DEBIAN_IMAGE} AS build
# Debian's security updates come with the packages of the day, so they have no version here.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends maven openjdk-17-jdk-headless unzip \
 && rm -rf /var/lib/apt/lists/* \
 # What the images trust, before the build learns of authorities of its own.
 && cp /etc/ssl/certs/java/cacerts /opt/cacerts
WORKDIR /src
COPY .mvn .mvn
COPY pom.xml .
COPY src/main src/main
ARG COMMIT=unknown
RUN --mount=type=cache,target=/root/.m2/repository \
    --mount=type=secret,id=ca \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    if [ -s /run/secrets/ca ]; then \
      csplit --quiet --elide-empty-files --prefix=/usr/local/share/ca-certificates/extra- --suffix-format=%03d.crt \
        /run/secrets/ca '/-----BEGIN CERTIFICATE-----/' '{*}' \
      && update-ca-certificates >/dev/null; \
    fi \
 && version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' pom.xml) \
 && mkdir -p src/main/resources/pipeline \
 && printf 'git.build.version=%s\ngit.commit.id.abbrev=%s\n' "$version" "$COMMIT" >src/main/resources/pipeline/build.properties \
 && mvn --quiet --batch-mode --no-transfer-progress -Dmaven.test.skip=true -Dmdep.skip=true -Dspotless.check.skip=true -Dexec.skip=true package
# A JRE of the modules that the jar asks for. java.desktop is asked for by code that is never called; the curves of TLS
# are found at run time only. ZSTD's library lies where the JVM looks first: unpacked at each start it would need time,
# and a /tmp from which programs may run.
RUN jdeps --multi-release 17 --ignore-missing-deps --print-module-deps target/pipeline.jar >modules \
 && sed -i 's/java\.desktop,//' modules \
 && jlink --output /opt/java --add-modules "$(cat modules),jdk.crypto.ec" --no-header-files --no-man-pages \
 && cp /opt/cacerts /opt/java/lib/security/cacerts \
 && /opt/java/bin/java -Xshare:dump >/dev/null \
 && case $(uname -m) in aarch64) platform=linux/aarch64 ;; *) platform=linux/amd64 ;; esac \
 && unzip -q -j target/pipeline.jar "$platform/libzstd*" -d /opt/java/lib
# The archive of classes belongs to this JVM and to the jar at this place.
RUN install -D -m 644 -t /opt/pipeline target/pipeline.jar \
 && /opt/java/bin/java -jar /opt/pipeline/pipeline.jar archive-classes

# --- Airflow with the jar and the DAGs. Only what runs tasks needs Java; one image for all is simpler to keep in step. ---
FROM ${AIRFLOW_IMAGE} AS airflow
USER 0
# The jar's own folder: a volume made from it is the airflow user's, and its group's where the user is another.
RUN install -d -o airflow -g 0 -m 775 /var/lib/pipeline
COPY --from=build /opt/java /opt/java
COPY --from=build /opt/pipeline /opt/pipeline
COPY --chmod=755 dev/compose/init /opt/pipeline/init
COPY dags /opt/airflow/dags
USER 50000
ENV JAVA_HOME=/opt/java PIPELINE_HOME=/var/lib/pipeline LC_ALL=C.UTF-8

# --- The S3 server of compose, with a folder that belongs to a user who is not root ---
FROM ${VERSITYGW_IMAGE} AS s3
RUN mkdir /data && chown 10001:0 /data && chmod 770 /data
USER 10001:0

# --- The jar alone, what `docker build .` makes ---
FROM ${DEBIAN_IMAGE} AS pipeline
COPY --from=build /opt/java /opt/java
COPY --from=build /opt/pipeline /opt/pipeline
# Any user of group 0 may write here, as OpenShift has it.
RUN install -d -o 10001 -g 0 -m 775 /home/pipeline
USER 10001:0
# Without it Java decodes no letter beyond ASCII, in paths, settings and arguments.
ENV HOME=/home/pipeline LC_ALL=C.UTF-8
WORKDIR /home/pipeline
# The operator's options, but for the heap: that follows the container's limit, and -Xmx in JAVA_TOOL_OPTIONS overrides it.
# (Without a limit, on a machine of more than 46 GB, it is too large for the archive of classes, and starts are slower.)
ENTRYPOINT ["/opt/java/bin/java", \
  "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", \
  "-XX:+DisplayVMOutputToStderr", "-Xlog:disable", "-Xlog:all=warning,cds*=off:stderr", \
  "-XX:SharedArchiveFile=/opt/pipeline/pipeline.jsa", \
  "-jar", "/opt/pipeline/pipeline.jar"]
CMD ["--help"]
